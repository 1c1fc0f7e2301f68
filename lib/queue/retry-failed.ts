import { requireRole, type Viewer } from '@/lib/auth/viewer';
import { db } from '@/lib/db/client';
import { mostAtOnce } from '@/lib/documents/change-documents';
import { reindexDocuments } from '@/lib/documents/reindex-documents';

/** Has every document of the team that could not be read read again. */
export async function retryFailed(viewer: Viewer): Promise<{ count: number }> {
  requireRole(viewer, 'editor');
  const failed = await db().document.findMany({ where: { teamId: viewer.teamId, deletedAt: null, state: 'failed' }, orderBy: { createdAt: 'asc' }, select: { id: true } });
  const ids = failed.map((document) => document.id);
  for (let first = 0; first < ids.length; first += mostAtOnce) await reindexDocuments(viewer, ids.slice(first, first + mostAtOnce));
  return { count: ids.length };
}
