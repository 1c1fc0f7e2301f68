import { recordEvent } from '@/lib/audit/record-event';
import { requireRole, type Viewer } from '@/lib/auth/viewer';
import { db } from '@/lib/db/client';
import { recoverDocuments } from '@/lib/ingest/recover-documents';

/** Begins no more of the team's documents until {@link resumeQueue}; those that are being read are read to their end. */
export async function pauseQueue(viewer: Viewer): Promise<void> {
  requireRole(viewer, 'admin');
  await db().$transaction(async (tx) => {
    const { teamId, userId } = viewer;
    const paused = await tx.$executeRaw`
      INSERT INTO ingest_queue (team_id, paused_at, paused_by_id) VALUES (${teamId}, now() AT TIME ZONE 'utc', ${userId})
      ON CONFLICT (team_id) DO UPDATE SET paused_at = excluded.paused_at, paused_by_id = excluded.paused_by_id WHERE ingest_queue.paused_at IS NULL`;
    if (paused > 0) await recordEvent(tx, viewer, { action: 'queue.pause', target: { type: 'team', id: teamId } });
  });
}

/** Goes on with the team's documents. */
export async function resumeQueue(viewer: Viewer): Promise<void> {
  requireRole(viewer, 'admin');
  await db().$transaction(async (tx) => {
    const resumed = await tx.ingestQueue.updateMany({ where: { teamId: viewer.teamId, pausedAt: { not: null } }, data: { pausedAt: null, pausedById: null } });
    if (resumed.count > 0) await recordEvent(tx, viewer, { action: 'queue.resume', target: { type: 'team', id: viewer.teamId } });
  });
  // Their jobs were taken while nothing was begun.
  await recoverDocuments();
}
