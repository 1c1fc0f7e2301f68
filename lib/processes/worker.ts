// Process 3 of 3: takes jobs from the queue. Says that it is alive every five seconds.
import os from 'node:os';
import type { Job } from 'pg-boss';
import { config } from '@/lib/config/config';
import { disconnect } from '@/lib/db/client';
import { refreshStatistics } from '@/lib/db/refresh-statistics';
import { purgeDocument } from '@/lib/documents/purge-document';
import { recoverMails, unpackMail } from '@/lib/documents/unpack-mail';
import { sweepStoredFiles } from '@/lib/documents/sweep-stored-files';
import { carryOutChanges } from '@/lib/embedding-model/carry-out-changes';
import { releaseAllChanges } from '@/lib/embedding-model/change-run';
import { removeUnusedVectors } from '@/lib/embedding-model/remove-unused-vectors';
import { recordWorkerHeartbeat } from '@/lib/health/health';
import { recoverImports } from '@/lib/import/claim-import';
import { runImport } from '@/lib/import/run-import';
import { ingest } from '@/lib/ingest/ingest';
import { quickLane } from '@/lib/ingest/job-priority';
import { annotate } from '@/lib/ingest/notes/annotate';
import { releaseAllNotes } from '@/lib/ingest/notes/note-run';
import { recoverNotes } from '@/lib/ingest/notes/recover-notes';
import { recoverDocuments, recoverSentences } from '@/lib/ingest/recover-documents';
import { writeSentences } from '@/lib/ingest/write-sentences';
import { type ImportJobData, type JobData, jobs, stopJobs } from '@/lib/jobs/jobs';
import { fillShingles } from '@/lib/retrieval/exact/fill-shingles';
import { keepIndex } from '@/lib/retrieval/keyword/meilisearch/keep-index';
import { fillWords } from '@/lib/retrieval/words/fill-words';
import { writeWords } from '@/lib/retrieval/words/write-words';

/**
 * Files read at the same time in each lane. Embedding, which they share, is the bottleneck; the quick lane takes small
 * files only, so that none of those waits for two large ones to end.
 */
const concurrency = { any: 2, quick: 2 };
/** How long running work may take to come to a rest, in milliseconds. */
const drainTime = 20_000;

const stopping = new AbortController();

// Questions of people who wait go before documents that are being read in; the parsers inherit it.
os.setPriority(5);
config();
const boss = await jobs('work');
// The embedded database has exactly one worker: whatever was being read, was being read by its predecessor.
await recoverDocuments(config().embeddedDatabase);
if (config().embeddedDatabase) {
  await releaseAllChanges();
  await releaseAllNotes();
}
await recoverSentences();
await recoverMails();
await recoverNotes();
await recoverImports(config().embeddedDatabase);
const read = async ([job]: Job<JobData>[]) => {
  if (job) await ingest(job.data.documentId, { signal: stopping.signal });
};
await boss.work<JobData>('ingest', { localConcurrency: concurrency.any, pollingIntervalSeconds: 0.5 }, read);
await boss.work<JobData>('ingest', { localConcurrency: concurrency.quick, pollingIntervalSeconds: 0.5, minPriority: quickLane }, read);
await boss.work<JobData>('sharpen', { pollingIntervalSeconds: 1 }, async ([job]) => {
  if (!job) return;
  await writeWords(job.data.documentId);
  await writeSentences(job.data.documentId, stopping.signal);
});
// Fetching is waiting for others: several at a time cost nothing, and no team's large site keeps another's page waiting.
await boss.work<ImportJobData>('import', { localConcurrency: 5, pollingIntervalSeconds: 1 }, async ([job]) => {
  if (job) await runImport(job.data.importId, { signal: stopping.signal });
});
// A language model's answer is waited for; two documents at a time are gentle to its limits.
await boss.work<JobData>('annotate', { localConcurrency: 2, pollingIntervalSeconds: 1 }, async ([job]) => {
  if (job) await annotate(job.data.documentId, { signal: stopping.signal });
});
await boss.work<JobData>('purge', { pollingIntervalSeconds: 1 }, async ([job]) => {
  if (job) await purgeDocument(job.data.documentId);
});
await boss.work<JobData>('unpack', { pollingIntervalSeconds: 1 }, async ([job]) => {
  if (job) await unpackMail(job.data.documentId, stopping.signal);
});
await recordWorkerHeartbeat();
const changesCarriedOut = carryOutChanges(stopping.signal);
const indexKept = config().meilisearch ? keepIndex(stopping.signal) : undefined;

every(5_000, 'heartbeat', recordWorkerHeartbeat);
if (config().embeddedDatabase) every(15_000, 'statistics', refreshStatistics);
every(15_000, 'recovery', () => recoverDocuments());
every(15_000, 'imports', () => recoverImports());
every(300_000, 'notes', recoverNotes);
every(600_000, 'sweep', sweepStoredFiles);
every(600_000, 'unused vectors', removeUnusedVectors);
void sweepStoredFiles().catch(complain('sweep'));
void fillShingles(stopping.signal).catch(complain('exact index'));
void fillWords(stopping.signal).catch(complain('vocabulary'));

process.on('SIGTERM', () => void stop());
process.on('SIGINT', () => {}); // Ctrl-C reaches the whole group; the supervisor decides the order.
process.on('disconnect', () => void stop());

/** Repeats `task`, one run at a time, until the process stops. */
function every(milliseconds: number, name: string, task: () => Promise<void>): void {
  const timer = setTimeout(async () => {
    await task().catch(complain(name));
    if (!stopping.signal.aborted) every(milliseconds, name, task);
  }, milliseconds);
  stopping.signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
}

function complain(name: string) {
  return (error: unknown) => {
    if (!stopping.signal.aborted) console.error(`worker ${name}:`, error instanceof Error ? error.message : error);
  };
}

async function stop(): Promise<void> {
  if (stopping.signal.aborted) return;
  stopping.abort();
  await stopJobs(drainTime);
  await indexKept;
  await changesCarriedOut;
  await disconnect();
  process.exit(0);
}
