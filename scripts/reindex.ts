// npm run reindex: builds the keyword index anew from the database, while the present one goes on serving. Beside a
// running portal the worker does it and this shows how far it is; otherwise it is done here.
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { config, ConfigError } from '@/lib/config/config';
import { portalSecret } from '@/lib/config/portal-secret';
import { disconnect } from '@/lib/db/client';
import { DatabaseLockedError, openEmbeddedDatabase } from '@/lib/db/embedded-database';
import { migrate } from '@/lib/db/migrate';
import { Lease, LeaseLost } from '@/lib/retrieval/keyword/meilisearch/lease';
import { requestRebuild, runningRebuild } from '@/lib/retrieval/keyword/meilisearch/rebuild-index';
import { ensureIndex, syncIndex, waitWith } from '@/lib/retrieval/keyword/meilisearch/sync-index';
import { adminClient } from '@/lib/retrieval/keyword/meilisearch/server';
import { prepareRetrieval } from '@/lib/retrieval/prepare-retrieval';

const dataFolder = path.resolve(process.env.FOOTNOTE_DATA || '.data');
process.env.FOOTNOTE_DATA = dataFolder;
process.env.AUTH_SECRET ??= await portalSecret(dataFolder);
let database: { url: string; close(): Promise<void> } | undefined;
try {
  if (!process.env.DATABASE_URL) {
    database = await openEmbeddedDatabase(dataFolder);
    Object.assign(process.env, { DATABASE_URL: database.url, FOOTNOTE_EMBEDDED_DATABASE: '1' });
  }
  if (!config().meilisearch) {
    console.log('The keyword index is part of the database and always complete: there is nothing to rebuild.');
  } else {
    await migrate(config().databaseUrl);
    for (const notice of await prepareRetrieval()) console.warn(notice);
    await rebuild();
  }
} catch (error) {
  if (error instanceof DatabaseLockedError) console.error(`${error.message} To rebuild the index of a running portal, use Admin → Health.`);
  else console.error(error instanceof ConfigError ? error.message : error);
  process.exitCode = 1;
} finally {
  await disconnect();
  await database?.close();
}

async function rebuild(): Promise<void> {
  const lease = new Lease();
  await requestRebuild();
  let shown = '';
  for (let running = await runningRebuild(); running; running = await runningRebuild()) {
    const progress = running.startedAt ? `${running.done} of ${running.total} documents written` : 'beginning';
    if (progress !== shown) console.log(progress);
    shown = progress;
    try {
      await lease.hold();
      await ensureIndex(adminClient(), waitWith(lease, {}));
      await syncIndex(lease);
    } catch (error) {
      if (!(error instanceof LeaseLost)) throw error;
      await sleep(1_000);
    }
  }
  await lease.release();
  console.log('The new index has taken the place of the old one.');
}
