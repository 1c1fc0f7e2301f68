import type { Viewer } from '@/lib/auth/viewer';
import { db } from '@/lib/db/client';
import { notFound } from '@/lib/errors/app-error';
import { requireOwnChat } from './own-chat';
import { stopAnswer } from './running-answers';

/** Deletes the viewer's own chat with its messages, citations and votes. Throws `not_found:chat`. */
export async function deleteChat(viewer: Viewer, chatId: string): Promise<void> {
  await requireOwnChat(viewer, chatId);
  await stopAnswer(chatId);
  const { count } = await db().chat.deleteMany({ where: { id: chatId, teamId: viewer.teamId, userId: viewer.userId } });
  if (count === 0) throw notFound('chat');
}
