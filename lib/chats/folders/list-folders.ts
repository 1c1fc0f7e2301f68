import type { Viewer } from '@/lib/auth/viewer';
import { db } from '@/lib/db/client';

export type ChatFolderRow = { id: string; name: string };

/** The folders that the viewer keeps chats in, in this team, by name. */
export async function listFolders(viewer: Viewer): Promise<ChatFolderRow[]> {
  const { teamId, userId } = viewer;
  const folders = await db().chatFolder.findMany({ where: { teamId, userId }, select: { id: true, name: true } });
  return folders.sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
}
