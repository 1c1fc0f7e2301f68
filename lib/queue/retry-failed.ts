import { requireRole, type Viewer } from '@/lib/auth/viewer';
import { db } from '@/lib/db/client';
import { mostAtOnce } from '@/lib/documents/change-documents';
import { reindexDocuments } from '@/lib/documents/reindex-documents';
import { mayPass } from './failures';

/**
 * Has documents of the team that could not be read read again: those whose reason may have passed. A file that needs a
 * password needs it the next time too; `left` is how many such there are.
 */
export async function retryFailed(viewer: Viewer): Promise<{ count: number; left: number }> {
  requireRole(viewer, 'editor');
  const failed = await db().document.findMany({ where: { teamId: viewer.teamId, deletedAt: null, state: 'failed' }, orderBy: { createdAt: 'asc' }, select: { id: true, failureCode: true } });
  const ids = failed.filter((document) => mayPass(document.failureCode)).map((document) => document.id);
  for (let first = 0; first < ids.length; first += mostAtOnce) await reindexDocuments(viewer, ids.slice(first, first + mostAtOnce));
  return { count: ids.length, left: failed.length - ids.length };
}
