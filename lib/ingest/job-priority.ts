import { pool, type Transaction } from '@/lib/db/client';

/** From this size on, in bytes, a file goes to the slow lane, so that it never keeps small ones waiting. */
const largeFile = 5_000_000;
/** Jobs of at least this priority are for the quick lane. */
export const quickLane = -1_000_000;

/** Higher goes first. The more a team has waiting already, the later its next file: thousands of one team's files do not keep another's waiting. */
export function jobPriority(sizeBytes: number, queuedOfTeam: number): number {
  // Beyond the span of a lane all are equally late.
  return -Math.min(queuedOfTeam, -quickLane - 1) - (sizeBytes > largeFile ? -2 * quickLane : 0);
}

/** How many documents of a team wait or are being read. */
export async function queuedOfTeam(teamId: string, tx?: Transaction): Promise<number> {
  if (tx) return tx.document.count({ where: { teamId, deletedAt: null, state: { in: ['waiting', 'reading'] } } });
  const { rows } = await pool().query<{ count: number }>(
    `SELECT count(*)::int AS count FROM document WHERE team_id = $1 AND deleted_at IS NULL AND state IN ('waiting', 'reading')`,
    [teamId],
  );
  return rows[0]?.count ?? 0;
}
