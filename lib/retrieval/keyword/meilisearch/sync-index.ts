import type { Meilisearch } from 'meilisearch';
import { Lease, LeaseLost } from './lease';
import { dequeue, nextInQueue, postpone, queueEverything, type QueuedDocument, queueRepairs } from './outbox';
import { documentShape } from './passage-document';
import { prepareIndex } from './prepare-index';
import { continueRebuild, runningRebuild } from './rebuild-index';
import { adminClient, indexName, nextIndexName } from './server';
import { changeSyncState } from './sync-state';
import { isPending, TaskPending, type Wait } from './tasks';
import { writeEach } from './write-each';

/** What is written together at most. */
const batch = { documents: 1_000, passages: 4_000 };
/** Milliseconds that a task may take before it counts as stuck. */
const usualPatience = 60_000;

/** What one turn waits for at most, and how it is ended early. */
export type SyncOptions = { patience?: number; signal?: AbortSignal };

/** The task that was given up waiting for: nothing more is sent before it is done, or a stuck queue would only grow. */
let stuckTask: number | undefined;

/**
 * Writes the documents that have waited longest to the index, and goes on with a rebuild. Says whether there was
 * anything to do. Throws {@link LeaseLost} when another process does this, {@link TaskPending} when the server takes
 * longer than `patience` milliseconds, and what the server says when it refuses; then everything stays in the queue.
 */
export async function syncIndex(lease: Lease, options: SyncOptions = {}): Promise<'worked' | 'idle'> {
  await lease.hold();
  const rebuild = await runningRebuild();
  const queue = await nextInQueue(batch);
  if (queue.length === 0 && !rebuild) return 'idle';
  const client = adminClient();
  if (stuckTask !== undefined && (await isPending(client, stuckTask))) throw new TaskPending(stuckTask);
  stuckTask = undefined;
  const wait = waitWith(lease, options);
  try {
    await ensureIndex(client, wait);
    const indexes = rebuild?.startedAt ? [await indexName(), await nextIndexName()] : [await indexName()];
    if (queue.length > 0) await writeQueued(client, indexes, queue, wait);
    if (rebuild) await continueRebuild(client, rebuild, wait);
  } catch (error) {
    if (error instanceof TaskPending) stuckTask = error.taskUid;
    // What was sent last may arrive after what the other process wrote: it shall write these once more.
    if (error instanceof LeaseLost) await queueRepairs(queue);
    throw error;
  }
  await changeSyncState({ failure: null, succeededAt: new Date().toISOString() });
  return 'worked';
}

/** Writes everything that waits, in one go. */
export async function drainIndex(lease = new Lease()): Promise<void> {
  while ((await syncIndex(lease)) === 'worked') continue;
}

/** Keeps the lease while waiting, and gives up when told to. */
export function waitWith(lease: Lease, { patience = usualPatience, signal }: SyncOptions): Wait {
  const onWait = async () => {
    signal?.throwIfAborted();
    await lease.hold();
  };
  return { patience, onWait };
}

/** Creates the index or brings its settings up to date. An index that is new, or was lost, is filled. */
export async function ensureIndex(client: Meilisearch, wait: Wait): Promise<void> {
  if ((await prepareIndex(client, await indexName(), wait)) !== 'created') return;
  await changeSyncState({ shape: documentShape });
  await queueEverything();
}

async function writeQueued(client: Meilisearch, indexes: string[], queue: QueuedDocument[], wait: Wait): Promise<void> {
  const refused = await writeEach(client, indexes, queue.map((document) => document.documentId), wait, async (written) => {
    await wait.onWait?.();
    await dequeue(queue.filter(({ documentId }) => written.includes(documentId)));
  });
  for (const document of queue) {
    const error = refused.get(document.documentId);
    if (error) await postpone(document, error.message);
  }
}
