import { recordEvent } from '@/lib/audit/record-event';
import { requireRole, type Viewer } from '@/lib/auth/viewer';
import { db } from '@/lib/db/client';
import { endBatch } from '@/lib/ingest/ingest-run';
import { dropArchive } from './drop-archive';
import { lockImport } from './own-import';

/** Stops an import after the page or file that it is at; what it brought stays. Does nothing to one that is over. Throws `not_found:import`. */
export async function stopImport(viewer: Viewer, importId: string): Promise<void> {
  requireRole(viewer, 'editor');
  await db().$transaction(async (tx) => {
    const source = await lockImport(tx, viewer, importId);
    if (source.state !== 'running' && source.state !== 'waiting') return;
    await tx.importSource.update({ where: { id: importId }, data: { state: 'stopped', attempt: { increment: 1 }, heartbeatAt: null, finishedAt: new Date() } });
    await recordEvent(tx, viewer, { action: 'import.stop', target: { type: 'import', id: importId }, detail: { address: source.address } });
  });
  await dropArchive(importId);
  await endBatch(viewer.teamId);
}
