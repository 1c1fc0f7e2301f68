import { PgBoss, type Db, type Queue } from 'pg-boss';
import { pool, type Sql } from '@/lib/db/client';

/**
 * What the worker does: reads a document, sharpens it (vectors of its sentences), removes the last traces of a deleted
 * one, fetches what an import names, makes documents of a mail's attachments, has a language model write notes on a
 * document's passages, tells people of a version that changes what answers of theirs rest on. Each has its entry in the access table.
 */
export type JobName = 'ingest' | 'sharpen' | 'purge' | 'import' | 'unpack' | 'annotate' | 'announce';
export type JobData = { documentId: string };
export type ImportJobData = { importId: string };
export type AnnounceJobData = { versionId: string };

/**
 * `short` keeps one waiting job per document, import or version, however often it is asked for. Retries are ours, not the queue's:
 * the row says how far it came, and a job is only the reminder to look at it.
 */
const queues: Record<JobName, Omit<Queue, 'name'>> = {
  ingest: { policy: 'short', retryLimit: 0, expireInSeconds: 6 * 3600, heartbeatSeconds: 60, deleteAfterSeconds: 3600 },
  sharpen: { policy: 'short', retryLimit: 3, retryDelay: 10, expireInSeconds: 6 * 3600, heartbeatSeconds: 60, deleteAfterSeconds: 3600 },
  unpack: { policy: 'short', retryLimit: 5, retryDelay: 10, retryBackoff: true, expireInSeconds: 1800, heartbeatSeconds: 60, deleteAfterSeconds: 3600 },
  annotate: { policy: 'short', retryLimit: 3, retryDelay: 30, expireInSeconds: 6 * 3600, heartbeatSeconds: 60, deleteAfterSeconds: 3600 },
  announce: { policy: 'short', retryLimit: 5, retryDelay: 10, retryBackoff: true, expireInSeconds: 1800, deleteAfterSeconds: 3600 },
  import: { policy: 'short', retryLimit: 0, expireInSeconds: 6 * 3600, heartbeatSeconds: 60, deleteAfterSeconds: 3600 },
  purge: { policy: 'short', retryLimit: 5, retryDelay: 10, retryBackoff: true, expireInSeconds: 600, deleteAfterSeconds: 3600 },
};
export const jobNames = Object.keys(queues) as JobName[];

// Next's dev server re-evaluates modules on each change; the queue's client must survive that.
const shared = globalThis as unknown as { footnoteJobs?: Promise<PgBoss> };

const database: Db = {
  executeSql: async (text, values) => {
    // Only what is sent this way is planned once by the embedded database: lib/db/statement-cache.ts. It takes one statement at a time.
    const mode = /;\s*\S/.test(text) ? {} : { queryMode: 'extended' };
    const result = await pool().query({ text, values: values as unknown[] | undefined, ...mode });
    // Several statements in one text give several results; pg-boss wants the rows of all.
    return { rows: [result].flat().flatMap((one) => one.rows) };
  },
};

async function start(role: 'prepare' | 'send' | 'work'): Promise<PgBoss> {
  const boss = new PgBoss({
    db: database,
    schema: 'jobs',
    schedule: false,
    supervise: role === 'work',
    migrate: role === 'prepare',
    createSchema: role === 'prepare',
    registerInstance: false,
    reindex: false,
    monitorVacuum: false,
  });
  boss.on('error', (error) => console.error('jobs:', error.message));
  return boss.start();
}

/** Creates the queues where they are missing. Runs once at start, before web and worker. */
export async function prepareJobs(): Promise<void> {
  const boss = await start('prepare');
  for (const name of jobNames) {
    if (!(await boss.getQueue(name))) await boss.createQueue(name, queues[name]);
  }
  await boss.stop({ graceful: false });
}

/** The queue's client of this process. The worker asks for `work` first; every other process only sends. */
export function jobs(role: 'send' | 'work' = 'send'): Promise<PgBoss> {
  shared.footnoteJobs ??= start(role).catch((error: unknown) => {
    shared.footnoteJobs = undefined;
    throw error;
  });
  return shared.footnoteJobs;
}

/** Stops taking jobs; waits up to `timeout` milliseconds for the running ones. */
export async function stopJobs(timeout = 0): Promise<void> {
  const boss = await shared.footnoteJobs?.catch(() => undefined);
  shared.footnoteJobs = undefined;
  await boss?.stop({ graceful: timeout > 0, timeout });
}

/**
 * A sender whose jobs appear when the caller's transaction commits. Get it before the transaction begins: the embedded
 * database serves one transaction at a time, so nothing inside one may wait for another connection.
 */
export async function jobSender(): Promise<SendJob> {
  const boss = await jobs();
  return async (tx, name, id, options = {}) => {
    const data = dataOf(name, id);
    await boss.send(name, data, { singletonKey: id, ...options, db: within(tx) });
  };
}

function within(tx: Sql): Db {
  return { executeSql: async (text, values) => ({ rows: await tx.$queryRawUnsafe<unknown[]>(text, ...((values as unknown[] | undefined) ?? [])) }) };
}

function dataOf(name: JobName, id: string): JobData | ImportJobData | AnnounceJobData {
  if (name === 'import') return { importId: id };
  return name === 'announce' ? { versionId: id } : { documentId: id };
}

export type SendJob = (
  tx: Sql,
  name: JobName,
  /** Of the document, of the import, or of the version. */
  id: string,
  /** `startAfter` in seconds; a higher `priority` goes first. */
  options?: { startAfter?: number; priority?: number },
) => Promise<void>;
