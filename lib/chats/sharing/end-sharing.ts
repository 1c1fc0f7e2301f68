import { recordEvent } from '@/lib/audit/record-event';
import type { Viewer } from '@/lib/auth/viewer';
import { db } from '@/lib/db/client';
import { requireOwnChat } from '../own-chat';

/** Ends the link of the viewer's own chat at once; nothing happens when there is none. Throws `not_found:chat`. */
export async function endSharing(viewer: Viewer, chatId: string): Promise<void> {
  await requireOwnChat(viewer, chatId);
  await db().$transaction(async (tx) => {
    const { count } = await tx.sharedChat.deleteMany({ where: { chatId, teamId: viewer.teamId } });
    if (count > 0) await recordEvent(tx, viewer, { action: 'chat.end-share', target: { type: 'chat', id: chatId } });
  });
}
