import { requireRole, type Viewer } from '@/lib/auth/viewer';
import { notFound } from '@/lib/errors/app-error';
import { annotateLater } from '@/lib/ingest/notes/annotate-later';
import { jobSender } from '@/lib/jobs/jobs';
import { movePassages } from '@/lib/retrieval/passage-store';
import { changeDocuments } from './change-documents';

/** Puts documents into another collection of the team. Throws `not_found:document`, `not_found:collection`. */
export async function moveDocuments(viewer: Viewer, documentIds: string[], collectionId: string): Promise<{ count: number }> {
  requireRole(viewer, 'editor');
  const send = await jobSender();
  return changeDocuments(viewer, documentIds, { action: 'document.move', detail: { collectionId } }, async (tx, ids) => {
    const target = await tx.collection.findFirst({ where: { id: collectionId, teamId: viewer.teamId }, select: { id: true } });
    if (!target) throw notFound('collection');
    await tx.document.updateMany({ where: { id: { in: ids } }, data: { collectionId } });
    await movePassages(tx, ids, collectionId);
    await annotateLater(tx, send, ids);
  });
}
