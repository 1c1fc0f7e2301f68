// One document from file to searchable passages: parse → chunk → embed → write.
// Every stage can be repeated; only the newest attempt may write, and what is written appears at once or not at all.
import { countTokens } from '@/lib/ai/embedding/embed';
import { isEmbeddingUnavailable } from '@/lib/ai/embedding/embedder';
import { recordEmbeddingUsage } from '@/lib/ai/embedding/record-embedding-usage';
import { db } from '@/lib/db/client';
import { AppError } from '@/lib/errors/app-error';
import { filePath } from '@/lib/files/file-store';
import { jobSender } from '@/lib/jobs/jobs';
import { withVectors } from '@/lib/retrieval/keep-passages';
import { type Chunk, chunkInSteps } from './chunk';
import { type Claim, claimDocument, failDocument, releaseDocument, reportProgress, Superseded } from './claim-document';
import { applyEdits, type EditedChunk } from './edits/apply-edits';
import { counterpartsOf, editCount, readEdits } from './edits/stored-edits';
import { embeddedText } from './embedded-text';
import { endBatch, endRun, type RunOutcome, StageClock } from './ingest-run';
import { jobPriority, queuedOfTeam } from './job-priority';
import { withNotes } from './notes/with-notes';
import { parseFile } from './parse/parse';
import type { ParsedDocument } from './parse/parsed-document';
import { forgetRecognised, keepRecognised, recognisedPages } from './recognised-pages';
import { reuseSentences } from './reuse-sentences';
import { requireReachable, teamModel } from './team-model';
import { EditsChanged, type PlacedEdits, type ReadVersion, SpaceChanged, writeVersion } from './write-version';

/** How often a file is tried again after an error that is not its own fault. */
const mostErrors = 3;
/** Milliseconds between two signs of life. */
const heartbeatInterval = 10_000;
/** Milliseconds between two reports: enough for a person who looks on, and a short document takes none. */
const reportInterval = 1_000;
/** Passages from which on it is said at once that they are being embedded: that takes longest. */
const manyPassages = 10;

/** Says how far a reading is, now and then, or at once. Throws `Superseded` when it should stop. */
type Report = (stage: string, progress: number, atOnce?: boolean) => Promise<void>;

export type IngestOptions = {
  /** Ends the work without a verdict: the document goes back to waiting. */
  signal?: AbortSignal;
  /** Called when a stage begins; for tests that want to interfere at that moment. */
  onStage?: (stage: string) => Promise<void> | void;
};

/**
 * Reads the newest version of a document. Ends with the document `ready`, `failed` with a sentence, or `waiting` with
 * a job for another try; never throws for reasons that lie in the file.
 */
export async function ingest(documentId: string, options: IngestOptions = {}): Promise<void> {
  const claim = await claimDocument(documentId);
  if (!claim) return;
  const stop = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, stop.signal]) : stop.signal;
  const clock = new StageClock();
  let now = { stage: 'parse', progress: 0 };
  let reportedAt = performance.now();
  const report: Report = async (stage, progress, atOnce = false) => {
    now = { stage, progress };
    if (!atOnce && performance.now() - reportedAt < reportInterval) return;
    reportedAt = performance.now();
    await reportProgress(claim, stage, progress);
  };
  const heartbeat = setInterval(() => {
    reportProgress(claim, now.stage, now.progress).catch((error: unknown) => {
      if (error instanceof Superseded) stop.abort(error);
      else console.error('ingest heartbeat:', error);
    });
  }, heartbeatInterval);
  try {
    const parsed = await parse(claim, clock, report, signal, options.onStage);
    for (let written = false; !written; ) {
      const read = await cutAndEmbed(claim, parsed, clock, report, signal, options.onStage);
      signal.throwIfAborted();
      await report('write', 0.95);
      await options.onStage?.('write');
      written = await writeVersion(claim, read, { onPiece: (share) => report('write', 0.95 + 0.05 * share) }).then(() => true, isEditsChanged);
      clock.end({ count: read.passages.length, unit: 'passage' });
    }
    await forgetRecognised(claim);
    await endRun(claim, 'ready', clock);
  } catch (error) {
    const outcome = await settle(claim, error, options.signal?.aborted ?? false);
    // An overtaken reading's end is told by the one that overtook it; but a deleted document may have been the last.
    await (outcome ? endRun(claim, outcome, clock) : endBatch(claim.teamId));
  } finally {
    clearInterval(heartbeat);
  }
}

/** False for changes by people, after which the passages are put together anew; throws everything else. */
function isEditsChanged(error: unknown): false {
  if (error instanceof EditsChanged) return false;
  throw error;
}

async function parse(
  claim: Claim,
  clock: StageClock,
  report: Report,
  signal: AbortSignal,
  onStage: IngestOptions['onStage'],
): Promise<ParsedDocument> {
  requireReachable((await teamModel(claim.teamId)).embedder);
  clock.begin('parse');
  await onStage?.('parse');
  return parseFile({
    path: filePath(claim.teamId, claim.sha256),
    name: claim.fileName,
    format: claim.format,
    signal,
    // Being superseded is noticed by the next report that is waited for.
    onProgress: (share) => void report('parse', 0.2 * share).catch(() => {}),
    known: await recognisedPages(claim),
    // A page that is not kept costs the next try its time, if there is one.
    onPage: (seen) => void keepRecognised(claim, seen).catch((error: unknown) => console.error('keeping a recognised page:', error)),
  });
}

async function cutAndEmbed(
  claim: Claim,
  parsed: ParsedDocument,
  clock: StageClock,
  report: Report,
  signal: AbortSignal,
  onStage: IngestOptions['onStage'],
): Promise<ReadVersion> {
  const { space, embedder } = await teamModel(claim.teamId);
  clock.begin('chunk', { count: parsed.text.length, unit: 'character' });
  await report('chunk', 0.2);
  await onStage?.('chunk');
  const chunks = await chunkInSteps(parsed, { title: parsed.title ?? claim.name, countTokens, signal });
  if (chunks.length === 0) throw new AppError('unsupported:empty', 'No text was found in this file.');
  const { passages, ...edits } = await withEdits(claim, parsed.text, chunks);
  clock.begin('embed', { count: passages.length, unit: 'passage' });
  await report('embed', 0.25, passages.length >= manyPassages);
  await onStage?.('embed');
  const { known, leaving } = claim.isSearched ? await withVectors(claim.documentId, space, passages) : { known: new Set<EditedChunk>(), leaving: [] };
  const fresh = passages.filter((passage) => !known.has(passage));
  const { vectors, tokens } = await embedder.embed(
    fresh.map(embeddedText),
    {
      as: 'passage',
      signal,
      // Being superseded is noticed by the next report that is waited for.
      onProgress: (done: number) => void report('embed', 0.25 + (0.7 * done) / fresh.length).catch(() => {}),
    },
  );
  const reused = await reuseSentences(fresh, leaving, { space, embedder }, signal);
  await recordEmbeddingUsage(claim, embedder, tokens + reused.tokens);
  clock.begin('write', { count: fresh.length, unit: 'passage' });
  const made = new Map(fresh.map((passage, i) => [passage, vectors[i]]));
  return { parsed, passages, embeddings: passages.map((passage) => made.get(passage)), sentences: reused.sentences, space, edits };
}

/** The passages as people want them, and with what a language model noted on the others. How often they had been changed is read first: a change after that is noticed when they are written. */
async function withEdits({ documentId, isSearched }: Claim, text: string, chunks: Chunk[]): Promise<PlacedEdits & { passages: EditedChunk[] }> {
  // Nobody has seen passages that could be changed or noted on.
  if (!isSearched) return { count: 0, passages: chunks, placements: new Map(), counterparts: new Map() };
  const count = await editCount(db(), documentId);
  const edits = await readEdits(db(), documentId);
  const { passages, placements } = applyEdits(text, chunks, edits, countTokens);
  return { count, passages: await withNotes(documentId, passages), placements, counterparts: await counterpartsOf(text, edits.filter((edit) => !placements.has(edit.id))) };
}

/** Decides what becomes of a document whose reading broke off; undefined when that is no longer this reading's to say. */
async function settle(claim: Claim, error: unknown, stopped: boolean): Promise<RunOutcome | undefined> {
  if (error instanceof Superseded) return undefined;
  if (stopped) {
    await releaseDocument(claim);
    return 'released';
  }
  if (isEmbeddingUnavailable(error) || error instanceof SpaceChanged) {
    const startAfter = isEmbeddingUnavailable(error) ? (error.retryAfterSeconds ?? 60) : 0;
    if (await releaseDocument(claim, { forIndex: true })) await tryAgain(claim, startAfter);
    return 'released';
  }
  if (error instanceof AppError && !['internal', 'unavailable'].includes(error.code.split(':')[0] ?? '')) {
    await failDocument(claim, error.code, error.message);
    await forgetRecognised(claim);
    return 'failed';
  }
  console.error(`reading document ${claim.documentId} (try ${claim.tries}):`, error);
  if (claim.tries >= mostErrors) {
    await failDocument(claim, 'internal:ingest', 'Footnote could not read this file. Choose "Re-index" to try again; if it fails again, save the file in another format and upload that.');
    return 'failed';
  }
  if (await releaseDocument(claim)) await tryAgain(claim, 5 * 2 ** claim.tries);
  return 'released';
}

/** Behind what the team has waiting: were a model down, thousands of one team would else come back before all others. */
async function tryAgain(claim: Claim, startAfter: number): Promise<void> {
  const send = await jobSender();
  const priority = jobPriority(claim.sizeBytes, await queuedOfTeam(claim.teamId));
  await db().$transaction((tx) => send(tx, 'ingest', claim.documentId, { startAfter, priority }));
}
