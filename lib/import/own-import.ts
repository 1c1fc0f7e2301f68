import type { Viewer } from '@/lib/auth/viewer';
import type { Transaction } from '@/lib/db/client';
import { AppError, notFound } from '@/lib/errors/app-error';
import type { ImportKind, ImportState } from './import-row';

/** Imports of one team that may wait or run at the same time, and that it may keep. */
const mostRunning = 5;
const mostKept = 200;

/** An import of the viewer's team, locked until the transaction ends. Throws `not_found:import`. */
export async function lockImport(tx: Transaction, viewer: Viewer, importId: string): Promise<{ id: string; kind: ImportKind; state: ImportState; address: string }> {
  const rows = await tx.$queryRaw<{ id: string; kind: ImportKind; state: ImportState; address: string }[]>`
    SELECT id, kind, state, address FROM import_source WHERE id = ${importId} AND team_id = ${viewer.teamId} FOR UPDATE`;
  if (!rows[0]) throw notFound('import');
  return rows[0];
}

/** Throws `rate_limited:import` when the team has as many imports under way as it may; archives wait in a line of their own. */
export async function requireRoomToRun(tx: Transaction, viewer: Viewer): Promise<void> {
  const running = await tx.importSource.count({ where: { teamId: viewer.teamId, kind: { not: 'archive' }, state: { in: ['waiting', 'running'] } } });
  if (running >= mostRunning) throw new AppError('rate_limited:import', `Your team has ${running} imports under way. Wait until one is done, or stop one.`, { retryAfterSeconds: 60 });
}

/** Throws `conflict:imports` when the team keeps as many imports as it may. */
export async function requireRoomToKeep(tx: Transaction, viewer: Viewer): Promise<void> {
  if ((await tx.importSource.count({ where: { teamId: viewer.teamId, kind: { not: 'archive' } } })) >= mostKept) {
    throw new AppError('conflict:imports', `Your team keeps ${mostKept} imports, the most that it may. Forget one that you no longer need; its documents stay.`);
  }
}

/** Forgets the oldest of the team's archives that are unpacked, as far as it keeps too many; their documents stay. */
export async function forgetOldArchives(tx: Transaction, viewer: Viewer): Promise<void> {
  const old = await tx.importSource.findMany({
    where: { teamId: viewer.teamId, kind: 'archive', archiveKept: false, state: { notIn: ['waiting', 'running'] } },
    orderBy: { startedAt: 'desc' },
    skip: mostKept,
    select: { id: true },
  });
  if (old.length > 0) await tx.importSource.deleteMany({ where: { id: { in: old.map(({ id }) => id) } } });
}
