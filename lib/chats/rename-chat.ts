import { z } from 'zod';
import type { Viewer } from '@/lib/auth/viewer';
import { db } from '@/lib/db/client';
import { notFound } from '@/lib/errors/app-error';

export const chatTitle = z
  .string('Give the chat a title.')
  .transform((title) => title.toWellFormed().replace(/\p{Cc}/gu, ' ').trim())
  .pipe(z.string().min(1, 'Give the chat a title.').max(200, 'A title has at most 200 characters.'));

/** Gives the viewer's own chat another title. Throws `not_found:chat`. */
export async function renameChat(viewer: Viewer, chatId: string, title: string): Promise<void> {
  const { count } = await db().chat.updateMany({ where: { id: chatId, teamId: viewer.teamId, userId: viewer.userId }, data: { title } });
  if (count === 0) throw notFound('chat');
}
