import type { Viewer } from '@/lib/auth/viewer';
import { db } from '@/lib/db/client';
import { AppError } from '@/lib/errors/app-error';
import type { ChatFolderRow } from './list-folders';
import { orNameTaken } from './name-taken';

/** So many folders a person keeps in a team. */
export const mostFolders = 200;

/**
 * Makes a folder for chats of the viewer's own; `chatIds` go into it at once, those of others are passed over.
 * Throws `conflict:folder` where the name is taken, and `too_large:folders`.
 */
export async function addFolder(viewer: Viewer, name: string, chatIds: string[] = []): Promise<ChatFolderRow> {
  const { teamId, userId } = viewer;
  return db()
    .$transaction(async (tx) => {
      if ((await tx.chatFolder.count({ where: { teamId, userId } })) >= mostFolders) throw new AppError('too_large:folders', `You can keep ${mostFolders} folders. Delete one you no longer need.`);
      const folder = await tx.chatFolder.create({ data: { teamId, userId, name }, select: { id: true, name: true } });
      if (chatIds.length > 0) await tx.chat.updateMany({ where: { id: { in: chatIds }, teamId, userId }, data: { folderId: folder.id } });
      return folder;
    })
    .catch(orNameTaken(name));
}
