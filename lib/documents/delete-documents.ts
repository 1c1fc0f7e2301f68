import { requireRole, type Viewer } from '@/lib/auth/viewer';
import { endBatch } from '@/lib/ingest/ingest-run';
import { jobSender } from '@/lib/jobs/jobs';
import { passagesChanged } from '@/lib/retrieval/passage-store';
import { changeDocuments } from './change-documents';

/** How long a deletion can be undone, in seconds. */
export const undoSeconds = 10;

/**
 * Makes documents invisible everywhere at once. They are gone for good when the time for undoing has passed.
 * Throws `not_found:document`.
 */
export async function deleteDocuments(viewer: Viewer, documentIds: string[]): Promise<{ count: number; undoSeconds: number }> {
  requireRole(viewer, 'editor');
  const send = await jobSender();
  const { count } = await changeDocuments(viewer, documentIds, { action: 'document.delete' }, async (tx, ids) => {
    await tx.$executeRaw`UPDATE document SET deleted_at = now() AT TIME ZONE 'utc', attempt = attempt + 1 WHERE id = ANY(${ids})`;
    await passagesChanged(tx, ids);
    for (const id of ids) await send(tx, 'purge', id, { startAfter: undoSeconds + 1 });
  });
  await endBatch(viewer.teamId);
  return { count, undoSeconds };
}
