import type { Viewer } from '@/lib/auth/viewer';
import { db } from '@/lib/db/client';
import { notFound } from '@/lib/errors/app-error';

/**
 * Deletes the viewer's own folder; its chats stay. Answers with what it takes to make it again. Throws `not_found:folder`.
 */
export async function deleteFolder(viewer: Viewer, folderId: string): Promise<{ name: string; chatIds: string[] }> {
  const { teamId, userId } = viewer;
  return db().$transaction(async (tx) => {
    const folder = await tx.chatFolder.findFirst({ where: { id: folderId, teamId, userId }, select: { name: true, chats: { select: { id: true } } } });
    if (!folder) throw notFound('folder');
    await tx.chatFolder.deleteMany({ where: { id: folderId, teamId, userId } });
    return { name: folder.name, chatIds: folder.chats.map((chat) => chat.id) };
  });
}
