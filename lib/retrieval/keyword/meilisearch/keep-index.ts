import { setTimeout as sleep } from 'node:timers/promises';
import { config } from '@/lib/config/config';
import { compareIndex, isCountRight } from './compare-index';
import { Lease, LeaseLost } from './lease';
import { documentShape } from './passage-document';
import { requestRebuild } from './rebuild-index';
import { adminClient, reasonOf } from './server';
import { ensureIndex, syncIndex, waitWith } from './sync-index';
import { changeSyncState, readSyncState } from './sync-state';

/** Milliseconds between two looks at the queue, after failures at most, and while another process has the work. */
const pauses = { idle: 1_000, longest: 60_000, elsewhere: 5_000 };
/** Milliseconds between two comparisons with PostgreSQL, and between two looks at whether the numbers agree. */
const intervals = { comparison: 6 * 3_600_000, count: 60_000 };

/**
 * Keeps Meilisearch at what PostgreSQL holds, until told to stop: prepares the index, compares it at the start, every
 * few hours and when the numbers do not agree, writes what changes and carries out rebuilds. What goes wrong is tried again with growing pauses,
 * said once in the log, and shown under Admin → Health.
 */
export async function keepIndex(signal: AbortSignal): Promise<void> {
  const lease = new Lease();
  if (config().embeddedDatabase) await lease.seize();
  let nextComparison = 0;
  let nextCount = 0;
  for (let failures = 0; !signal.aborted; ) {
    let pause = pauses.idle;
    try {
      await lease.hold();
      if (performance.now() >= nextComparison) {
        await inspect(lease, signal);
        nextComparison = performance.now() + intervals.comparison;
      }
      if ((await syncIndex(lease, { signal })) === 'worked') {
        pause = 0;
      } else if (performance.now() >= nextCount) {
        // Settings that somebody changed on the server, or an index that is gone, cost every question its words.
        await ensureIndex(adminClient(), waitWith(lease, { signal }));
        if (!(await isCountRight(adminClient()))) nextComparison = 0;
        nextCount = performance.now() + intervals.count;
      }
      if (failures > 0) await recovered();
      failures = 0;
    } catch (error) {
      if (signal.aborted) break;
      if (error instanceof LeaseLost) {
        pause = pauses.elsewhere;
      } else {
        failures += 1;
        pause = Math.min(pauses.idle * 2 ** failures, pauses.longest);
        await recordFailure(error, failures).catch(() => {});
      }
    }
    await sleep(pause, undefined, { signal }).catch(() => {});
  }
  await lease.release().catch(() => {});
}

async function inspect(lease: Lease, signal: AbortSignal): Promise<void> {
  const client = adminClient();
  const { pkgVersion } = await client.getVersion();
  await changeSyncState({ serverVersion: pkgVersion });
  const wait = waitWith(lease, { signal });
  await ensureIndex(client, wait);
  const { shape } = await readSyncState();
  if (shape !== documentShape) await requestRebuild();
  const repaired = await compareIndex(client, wait);
  if (repaired > 0) console.warn(`keyword index: ${repaired} ${repaired === 1 ? 'document differs' : 'documents differ'} from the database and will be written again.`);
}

async function recordFailure(error: unknown, tries: number): Promise<void> {
  const message = reasonOf(error);
  if (tries === 1) console.error('keyword index: writing to Meilisearch failed, and will be tried again:', message);
  const { failure } = await readSyncState();
  await changeSyncState({ failure: { message, since: failure?.since ?? new Date().toISOString(), tries } });
}

async function recovered(): Promise<void> {
  console.warn('keyword index: Meilisearch takes writes again.');
  await changeSyncState({ failure: null });
}
