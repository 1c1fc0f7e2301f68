import { db, pool, type Transaction } from '@/lib/db/client';

/** How a rebuild is going; counts are of documents, and 0 until it has begun. */
export type Rebuild = {
  requestedAt: string;
  startedAt?: string;
  finishedAt?: string;
  /** The last document that the new index has, in the order of ids. */
  cursor?: string;
  done: number;
  total: number;
};

/** What the process that keeps the index knows of it. Times are ISO. */
export type SyncState = {
  serverVersion?: string;
  /** Why writing does not work at present. */
  failure?: { message: string; since: string; tries: number } | null;
  succeededAt?: string;
  /** The last comparison with PostgreSQL, and how many documents it found to differ. */
  comparedAt?: string;
  repaired?: number;
  /** {@link documentShape} of the documents in the index. */
  shape?: number;
  rebuild?: Rebuild;
};

export async function readSyncState(): Promise<SyncState> {
  const { rows } = await pool().query<{ value: SyncState }>(`SELECT value FROM portal_setting WHERE key = 'keyword-index'`);
  return rows[0]?.value ?? {};
}

/** Replaces the given parts. */
export async function changeSyncState(change: SyncState, client: Transaction = db()): Promise<void> {
  await client.$executeRawUnsafe(
    `INSERT INTO portal_setting AS kept (key, value) VALUES ('keyword-index', $1::jsonb)
     ON CONFLICT (key) DO UPDATE SET value = kept.value || excluded.value`,
    JSON.stringify(change),
  );
}
