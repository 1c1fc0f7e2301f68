import { recordEvent } from '@/lib/audit/record-event';
import { requireRole, type Viewer } from '@/lib/auth/viewer';
import { db } from '@/lib/db/client';
import { AppError } from '@/lib/errors/app-error';
import { jobPriority } from '@/lib/ingest/job-priority';
import { jobSender } from '@/lib/jobs/jobs';
import { passagesChanged } from '@/lib/retrieval/passage-store';
import { undoSeconds } from './delete-documents';

/**
 * Undoes a deletion within its time. Throws `conflict:deleted` when it is too late for one of them: the time is
 * measured by the database, and a document whose time is over is never brought back half-purged.
 */
export async function restoreDocuments(viewer: Viewer, documentIds: string[]): Promise<{ count: number }> {
  requireRole(viewer, 'editor');
  const send = await jobSender();
  const ids = [...new Set(documentIds)];
  await db().$transaction(async (tx) => {
    const restored = await tx.$queryRaw<{ id: string; state: string; sizeBytes: number }[]>`
      UPDATE document SET deleted_at = NULL, heartbeat_at = NULL,
        state = CASE WHEN state = 'reading' THEN 'waiting'::"DocumentState" ELSE state END
      WHERE id = ANY(${ids}) AND team_id = ${viewer.teamId}
        AND deleted_at > (now() AT TIME ZONE 'utc') - make_interval(secs => ${undoSeconds})
      RETURNING id, state::text, size_bytes AS "sizeBytes"`;
    if (restored.length !== ids.length) {
      throw new AppError('conflict:deleted', 'It is too late to undo this: the time of 10 seconds has passed.');
    }
    await passagesChanged(tx, ids);
    for (const { id, state, sizeBytes } of restored) {
      if (state === 'waiting') await send(tx, 'ingest', id, { priority: jobPriority(sizeBytes, 0) });
      await recordEvent(tx, viewer, { action: 'document.restore', target: { type: 'document', id } });
    }
  });
  return { count: ids.length };
}
