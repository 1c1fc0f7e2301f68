import type { Viewer } from '@/lib/auth/viewer';
import { db } from '@/lib/db/client';
import { notFound } from '@/lib/errors/app-error';

/** Throws `not_found:chat` unless the chat is the viewer's own, in the team they are in. */
export async function requireOwnChat(viewer: Viewer, chatId: string): Promise<void> {
  const own = await db().chat.count({ where: { id: chatId, teamId: viewer.teamId, userId: viewer.userId } });
  if (own === 0) throw notFound('chat');
}
