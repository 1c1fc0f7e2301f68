import { requireRole, type Viewer } from '@/lib/auth/viewer';
import { db } from '@/lib/db/client';
import { mostAtOnce } from '@/lib/documents/change-documents';
import { deleteDocuments, undoSeconds } from '@/lib/documents/delete-documents';
import { notFound } from '@/lib/errors/app-error';

/**
 * Deletes the documents whose page or file is no longer there, as a person does: it can be undone for a moment. Returns
 * their ids. Throws `not_found:import`.
 */
export async function removeGone(viewer: Viewer, importId: string): Promise<{ ids: string[]; undoSeconds: number }> {
  requireRole(viewer, 'editor');
  const source = await db().importSource.findFirst({ where: { id: importId, teamId: viewer.teamId }, select: { id: true } });
  if (!source) throw notFound('import');
  const gone = await db().importItem.findMany({ where: { importId, teamId: viewer.teamId, state: 'gone' }, select: { id: true, documentId: true } });
  const documents = await db().document.findMany({
    where: { teamId: viewer.teamId, deletedAt: null, id: { in: gone.flatMap((item) => item.documentId ?? []) } },
    select: { id: true },
  });
  const ids = documents.map((document) => document.id);
  for (let first = 0; first < ids.length; first += mostAtOnce) await deleteDocuments(viewer, ids.slice(first, first + mostAtOnce));
  // Were it to come back, it would be a new page.
  await db().importItem.deleteMany({ where: { importId, teamId: viewer.teamId, state: 'gone', id: { in: gone.map((item) => item.id) } } });
  return { ids, undoSeconds };
}
