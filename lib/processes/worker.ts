// Process 3 of 3: takes jobs from the queue. Says that it is alive every five seconds.
import os from 'node:os';
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
import { dropArchives } from '@/lib/import/drop-archive';
import { runImport } from '@/lib/import/run-import';
import { ingest } from '@/lib/ingest/ingest';
import { quickLane } from '@/lib/ingest/job-priority';
import { annotate } from '@/lib/ingest/notes/annotate';
import { releaseAllNotes } from '@/lib/ingest/notes/note-run';
import { recoverNotes } from '@/lib/ingest/notes/recover-notes';
import { recoverDocuments, recoverSentences } from '@/lib/ingest/recover-documents';
import { settleTeams } from '@/lib/ingest/settle-teams';
import { writeSentences } from '@/lib/ingest/write-sentences';
import { type AnnounceJobData, type ImportJobData, type JobData, jobs, stopJobs } from '@/lib/jobs/jobs';
import { type Lane, workJobs } from '@/lib/jobs/work-jobs';
import { fillShingles } from '@/lib/retrieval/exact/fill-shingles';
import { keepIndex } from '@/lib/retrieval/keyword/meilisearch/keep-index';
import { fillWords } from '@/lib/retrieval/words/fill-words';
import { warmUp } from '@/lib/retrieval/warm-up';
import { writeWords } from '@/lib/retrieval/words/write-words';
import { announceChange } from '@/lib/versions/announce-change';

/**
 * Files read at the same time in each lane. Embedding, which they share, is the bottleneck; the quick lane takes small
 * files only, so that none of those waits for two large ones to end.
 */
const readers: Lane[] = [{ concurrency: 2 }, { concurrency: 2, minPriority: quickLane }];
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
const { signal } = stopping;
await workJobs<JobData>(boss, 'ingest', { interval: 500, lanes: readers }, ({ documentId }) => ingest(documentId, { signal }));
await workJobs<JobData>(boss, 'sharpen', { interval: 1_000, lanes: [{ concurrency: 2 }] }, async ({ documentId }) => {
  await writeWords(documentId);
  await writeSentences(documentId, signal);
});
// Fetching is waiting for others: several at a time cost nothing, and no team's large site keeps another's page waiting.
await workJobs<ImportJobData>(boss, 'import', { interval: 1_000, lanes: [{ concurrency: 5 }] }, ({ importId }) => runImport(importId, { signal }));
// A language model's answer is waited for; two documents at a time are gentle to its limits.
await workJobs<JobData>(boss, 'annotate', { interval: 1_000, lanes: [{ concurrency: 2 }] }, ({ documentId }) => annotate(documentId, { signal }));
await workJobs<AnnounceJobData>(boss, 'announce', { interval: 1_000 }, ({ versionId }) => announceChange(versionId));
await workJobs<JobData>(boss, 'purge', { interval: 1_000 }, ({ documentId }) => purgeDocument(documentId));
await workJobs<JobData>(boss, 'unpack', { interval: 1_000 }, ({ documentId }) => unpackMail(documentId, signal));
await recordWorkerHeartbeat();
const changesCarriedOut = carryOutChanges(stopping.signal);
const indexKept = config().meilisearch ? keepIndex(stopping.signal) : undefined;

every(5_000, 'heartbeat', recordWorkerHeartbeat);
if (config().embeddedDatabase) every(15_000, 'statistics', refreshStatistics);
every(15_000, 'keyword index', settleTeams);
every(15_000, 'recovery', () => recoverDocuments());
every(15_000, 'imports', () => recoverImports());
every(300_000, 'notes', recoverNotes);
every(600_000, 'sweep', sweepStoredFiles);
every(600_000, 'archives', dropArchives);
every(600_000, 'unused vectors', removeUnusedVectors);
if (config().embeddedDatabase) void warmUp(stopping.signal).catch(complain('warm-up'));
void sweepStoredFiles().catch(complain('sweep'));
void dropArchives().catch(complain('archives'));
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
