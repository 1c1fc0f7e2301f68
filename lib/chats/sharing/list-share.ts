import { recordEvent } from '@/lib/audit/record-event';
import type { Viewer } from '@/lib/auth/viewer';
import { db } from '@/lib/db/client';
import { notFound } from '@/lib/errors/app-error';

/** Has the team find the viewer's own shared chat without its address, or no longer. Throws `not_found:chat`, also when it is not shared. */
export async function listShare(viewer: Viewer, chatId: string, listed: boolean): Promise<void> {
  const { teamId, userId } = viewer;
  await db().$transaction(async (tx) => {
    const share = await tx.sharedChat.findFirst({ where: { chatId, teamId, chat: { userId } }, select: { listed: true } });
    if (!share) throw notFound('chat');
    if (share.listed === listed) return;
    await tx.sharedChat.update({ where: { chatId }, data: { listed } });
    await recordEvent(tx, viewer, { action: listed ? 'chat.list-share' : 'chat.unlist-share', target: { type: 'chat', id: chatId } });
  });
}
