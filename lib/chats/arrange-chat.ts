import { z } from 'zod';
import type { Viewer } from '@/lib/auth/viewer';
import { db } from '@/lib/db/client';
import { notFound } from '@/lib/errors/app-error';

export const arrangement = z.object({
  pinned: z.boolean('pinned: true or false.').optional(),
  /** Null takes it out of its folder. */
  folderId: z.string('This is not an id.').regex(/^[\w-]{1,64}$/, 'This is not an id.').nullable().optional(),
});

export type Arrangement = z.infer<typeof arrangement>;

/**
 * Says where the viewer's own chat stands in their list: on top, in a folder of theirs, or under its day.
 * Throws `not_found:chat`, `not_found:folder`.
 */
export async function arrangeChat(viewer: Viewer, chatId: string, { pinned, folderId }: Arrangement): Promise<void> {
  const { teamId, userId } = viewer;
  await db().$transaction(async (tx) => {
    if (folderId && (await tx.chatFolder.count({ where: { id: folderId, teamId, userId } })) === 0) throw notFound('folder');
    const { count } = await tx.chat.updateMany({
      where: { id: chatId, teamId, userId },
      data: { ...(pinned !== undefined && { pinnedAt: pinned ? new Date() : null }), ...(folderId !== undefined && { folderId }) },
    });
    if (count === 0) throw notFound('chat');
  });
}
