import { recordEvent } from '@/lib/audit/record-event';
import { requireRole, type Viewer } from '@/lib/auth/viewer';
import { db } from '@/lib/db/client';
import { AppError } from '@/lib/errors/app-error';
import { jobSender } from '@/lib/jobs/jobs';
import { beginRun } from './begin-run';
import { lockImport, requireRoomToRun } from './own-import';

/**
 * Imports again: what changed becomes a new version of its document. Throws `not_found:import`, `conflict:import-running`,
 * `conflict:import-folder`, `conflict:import-archive`, `rate_limited:import`.
 */
export async function repeatImport(viewer: Viewer, importId: string): Promise<void> {
  requireRole(viewer, 'editor');
  const send = await jobSender();
  await db().$transaction(async (tx) => {
    const source = await lockImport(tx, viewer, importId);
    if (source.kind === 'folder') throw new AppError('conflict:import-folder', 'A folder of the server is imported again with the command that imported it: npm run import.');
    if (source.kind === 'archive') throw new AppError('conflict:import-archive', 'The archive is not kept once it is unpacked. Upload it again to bring what changed.');
    if (source.state === 'running' || source.state === 'waiting') throw new AppError('conflict:import-running', 'This import is under way already.');
    await requireRoomToRun(tx, viewer);
    await beginRun(tx, viewer, importId);
    await send(tx, 'import', importId);
    await recordEvent(tx, viewer, { action: 'import.repeat', target: { type: 'import', id: importId }, detail: { address: source.address } });
  });
}
