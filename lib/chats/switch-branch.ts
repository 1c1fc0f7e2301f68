import type { Viewer } from '@/lib/auth/viewer';
import { db } from '@/lib/db/client';
import { notFound } from '@/lib/errors/app-error';
import { newestLeafBelow } from './message-path';
import { requireOwnChat } from './own-chat';

/** Shows the path through this message, down to the newest message below it. Throws `not_found:chat` or `…:message`. */
export async function switchBranch(viewer: Viewer, chatId: string, messageId: string): Promise<void> {
  await requireOwnChat(viewer, chatId);
  const leafId = await leafThrough(viewer, chatId, messageId);
  await db().chat.updateMany({ where: { id: chatId, teamId: viewer.teamId, userId: viewer.userId }, data: { leafId } });
}

/** The end of the path that leads through a message. Throws `not_found:message`. */
export async function leafThrough(viewer: Viewer, chatId: string, messageId: string): Promise<string> {
  const messages = await db().message.findMany({
    where: { chatId, teamId: viewer.teamId },
    select: { id: true, parentId: true },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });
  if (!messages.some((message) => message.id === messageId)) throw notFound('message');
  return newestLeafBelow(messages, messageId);
}
