import { requireRole, type Viewer } from '@/lib/auth/viewer';
import { countQueued, jobPriority } from '@/lib/ingest/job-priority';
import { jobSender } from '@/lib/jobs/jobs';
import { changeDocuments } from './change-documents';
import { startOver } from './start-over';

/** Has documents read again from their originals; until then they are found as before. Throws `not_found:document`. */
export async function reindexDocuments(viewer: Viewer, documentIds: string[]): Promise<{ count: number }> {
  requireRole(viewer, 'editor');
  const send = await jobSender();
  return changeDocuments(viewer, documentIds, { action: 'document.re-index' }, async (tx, ids) => {
    const queued = await countQueued(viewer.teamId, tx);
    await tx.document.updateMany({ where: { id: { in: ids } }, data: startOver });
    const documents = await tx.document.findMany({ where: { id: { in: ids } }, select: { id: true, sizeBytes: true } });
    for (const [i, { id, sizeBytes }] of documents.entries()) await send(tx, 'ingest', id, { priority: jobPriority(sizeBytes, queued + i) });
  });
}
