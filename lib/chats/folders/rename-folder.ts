import type { Viewer } from '@/lib/auth/viewer';
import { db } from '@/lib/db/client';
import { notFound } from '@/lib/errors/app-error';
import { orNameTaken } from './name-taken';

/** Gives the viewer's own folder another name. Throws `not_found:folder`, `conflict:folder` where the name is taken. */
export async function renameFolder(viewer: Viewer, folderId: string, name: string): Promise<void> {
  const { count } = await db().chatFolder.updateMany({ where: { id: folderId, teamId: viewer.teamId, userId: viewer.userId }, data: { name } }).catch(orNameTaken(name));
  if (count === 0) throw notFound('folder');
}
