import { db, type Sql } from '@/lib/db/client';

/** From this size on, in bytes, a file goes to the slow lane, so that it never keeps small ones waiting. */
const largeFile = 5_000_000;
/** Jobs of at least this priority are for the quick lane. */
export const quickLane = -1_000_000;

/** Higher goes first. The more a team has waiting already, the later its next file: thousands of one team's files do not keep another's waiting. */
export function jobPriority(sizeBytes: number, queuedOfTeam: number): number {
  // Beyond the span of a lane all are equally late.
  return -Math.min(queuedOfTeam, -quickLane - 1) - (sizeBytes > largeFile ? -2 * quickLane : 0);
}

/** Counts of this process, of teams with many documents waiting. */
const counted = new Map<string, { count: number; added: number; at: number }>();
/** So many are counted each time. */
const few = 100;
/** Of many, this share is only estimated, and for so many milliseconds at most. */
const estimatedShare = 0.1;
const longestEstimate = 5_000;

/**
 * How many documents of a team wait or are being read, for the next one's place behind them. Counting ten thousand takes
 * the embedded database milliseconds, which each of them would have to pay: of many, most are told by the count before.
 */
export async function queuedOfTeam(teamId: string, tx?: Sql): Promise<number> {
  const known = counted.get(teamId);
  if (known && known.added < estimatedShare * known.count && performance.now() - known.at < longestEstimate) return known.count + ++known.added;
  const count = await countQueued(teamId, tx);
  if (count >= few) counted.set(teamId, { count, added: 0, at: performance.now() });
  return count;
}

/** The same, counted now: for who puts many documents behind the others at once. */
export async function countQueued(teamId: string, tx: Sql = db()): Promise<number> {
  counted.delete(teamId);
  const [row] = await tx.$queryRawUnsafe<{ count: number }[]>(
    `SELECT count(*)::int AS count FROM document WHERE team_id = $1 AND deleted_at IS NULL AND state IN ('waiting', 'reading')`,
    teamId,
  );
  return row?.count ?? 0;
}
