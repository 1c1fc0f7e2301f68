import type { Meilisearch } from 'meilisearch';
import { db, pool, type Transaction } from '@/lib/db/client';
import { isQueueWritten, queueDocuments } from './outbox';
import { documentShape, isSearched } from './passage-document';
import { indexExists, prepareIndex } from './prepare-index';
import { indexName, nextIndexName } from './server';
import { changeSyncState, readSyncState, type Rebuild } from './sync-state';
import { succeeded, TaskPending, type Wait } from './tasks';
import { writeEach } from './write-each';

/** Documents that are written to the new index between two looks at the queue. */
const stepSize = 500;

/** Has the index built anew beside the present one, which serves until then. Does nothing when that is already under way. */
export async function requestRebuild(tx: Transaction = db()): Promise<void> {
  await tx.$executeRawUnsafe(
    `INSERT INTO portal_setting AS kept (key, value) VALUES ('keyword-index', jsonb_build_object('rebuild', $1::jsonb))
     ON CONFLICT (key) DO UPDATE SET value = kept.value || excluded.value
     WHERE kept.value -> 'rebuild' IS NULL OR kept.value #> '{rebuild,finishedAt}' IS NOT NULL`,
    JSON.stringify({ requestedAt: new Date().toISOString(), done: 0, total: 0 } satisfies Rebuild),
  );
}

/** The rebuild that is under way; undefined when there is none. */
export async function runningRebuild(): Promise<Rebuild | undefined> {
  const { rebuild } = await readSyncState();
  return rebuild && !rebuild.finishedAt ? rebuild : undefined;
}

/**
 * Goes on with a rebuild: begins it, copies the next documents, or lets the new index take the old one's place. While
 * it is under way, whatever changes is written to both, so nothing is missing when they are swapped.
 */
export async function continueRebuild(client: Meilisearch, rebuild: Rebuild, wait: Wait): Promise<void> {
  const [index, next] = [await indexName(), await nextIndexName()];
  if (!rebuild.startedAt) {
    if (await indexExists(client, next)) await succeeded(client, client.deleteIndex(next), wait);
    await prepareIndex(client, next, wait);
    const { createdAt } = await client.getRawIndex(next);
    await changeSyncState({ rebuild: { ...rebuild, startedAt: createdAt, total: await countDocuments() } });
    return;
  }
  // The server was emptied in between.
  if ((await prepareIndex(client, next, wait)) === 'created') {
    await changeSyncState({ rebuild: { requestedAt: rebuild.requestedAt, done: 0, total: rebuild.total } });
    return;
  }
  const ids = await documentsAfter(rebuild.cursor ?? '');
  if (ids.length > 0) {
    // What the new index refuses is shown as refused, and tried again: the others need not wait for it.
    await queueRefused([...(await writeEach(client, [next], ids, wait)).keys()]);
    const done = rebuild.done + ids.length;
    await changeSyncState({ rebuild: { ...rebuild, cursor: ids.at(-1), done, total: Math.max(done, rebuild.total) } });
    return;
  }
  if (!(await isQueueWritten())) return;
  // One that was asked for before a crash, and is still to come, would be undone by another.
  const { results } = await client.tasks.getTasks({ types: ['indexSwap'], statuses: ['enqueued', 'processing'], limit: 1 });
  if (results[0]) throw new TaskPending(results[0].uid);
  // After a crash the swap may have happened already: an index keeps the time of its creation under its new name.
  const isSwapped = (await client.getRawIndex(index)).createdAt === rebuild.startedAt;
  if (!isSwapped) await succeeded(client, client.swapIndexes([{ indexes: [index, next], rename: false }]), wait);
  await changeSyncState({ shape: documentShape, rebuild: { ...rebuild, finishedAt: new Date().toISOString() } });
  await succeeded(client, client.deleteIndex(next), wait);
}

async function queueRefused(documentIds: string[]): Promise<void> {
  if (documentIds.length > 0) await queueDocuments(db(), documentIds);
}

async function documentsAfter(id: string): Promise<string[]> {
  const { rows } = await pool().query<{ id: string }>(
    `SELECT id FROM document WHERE id > $1 AND passage_count > 0 AND ${isSearched} ORDER BY id LIMIT ${stepSize}`,
    [id],
  );
  return rows.map((row) => row.id);
}

async function countDocuments(): Promise<number> {
  const { rows } = await pool().query<{ count: number }>(`SELECT count(*)::int AS count FROM document WHERE passage_count > 0 AND ${isSearched}`);
  return rows[0]?.count ?? 0;
}
