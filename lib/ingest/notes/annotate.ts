// A language model's notes on the passages of one document: asked for call by call, each paid for once.
import { APICallError } from '@ai-sdk/provider';
import { isEmbeddingUnavailable } from '@/lib/ai/embedding/embedder';
import { Rest } from '@/lib/ai/embedding/rest';
import { teamModel, type TeamModel } from '@/lib/ai/language-models';
import { modelProblem } from '@/lib/ai/model-problem';
import { retryAfterOf } from '@/lib/ai/retry-after';
import { db } from '@/lib/db/client';
import { jobSender } from '@/lib/jobs/jobs';
import { recordCalls } from '@/lib/usage/record-calls';
import { applyNotes } from './apply-notes';
import { askForNotes, NotesFailure, type NotesGiven, patience } from './ask-for-notes';
import { type DocumentCall, documentCalls } from './document-calls';
import { claimNotes, keepClaim, type NoteClaim, type NoteRunEnd, releaseNotes, reportNotes } from './note-run';
import { newDelimiter } from './note-prompt';
import { type NewNote, paidNotes, storeNotes } from './stored-notes';

export type AnnotateOptions = {
  /** Ends the work; what is paid for is kept, and the next job goes on from there. */
  signal?: AbortSignal;
  /** Called when the notes of a call are stored; for tests that want to interfere at that moment. */
  onCall?: () => Promise<void> | void;
};

/** A model that does not answer is left alone for a while, by all documents of the team. By team and model. */
const rests = new Map<string, Rest>();
/** How often in a row a model said nothing that is fit for use, by team and model; and how often is enough. */
const useless = new Map<string, number>();
const mostUseless = 3;

/** Seconds after which a document is looked at again that another worker is busy with. */
const busyAgain = 20;

/**
 * Has the team's language model write the notes that a document's passages lack, if its collection wants them, and has
 * the passages searched as their notes say. Never harms the document: what goes wrong is shown with the run and tried
 * again, where that can help.
 */
export async function annotate(documentId: string, options: AnnotateOptions = {}): Promise<void> {
  const document = await db().document.findFirst({ where: { id: documentId, deletedAt: null, currentVersionId: { not: null } }, select: { teamId: true, state: true } });
  // One that is being read again is looked at when that is done.
  if (!document || !['ready', 'failed'].includes(document.state)) return;
  const claim = await claimNotes(documentId, document.teamId);
  if (!claim) return again(documentId, busyAgain);
  const letGo = keepClaim(claim);
  let end: NoteRunEnd = { state: 'waiting' };
  try {
    end = await writeAll(claim, options);
    await applyNotes(documentId, options);
  } catch (error) {
    if (options.signal?.aborted) return;
    if (!isEmbeddingUnavailable(error)) throw error;
    end = { state: 'waiting', problem: error.message, retryAfterSeconds: error.retryAfterSeconds ?? 60 };
  } finally {
    letGo();
    await releaseNotes(claim, end);
  }
  if (end.retryAfterSeconds !== undefined) await again(documentId, end.retryAfterSeconds);
}

async function again(documentId: string, startAfter: number): Promise<void> {
  const send = await jobSender();
  await db().$transaction((tx) => send(tx, 'annotate', documentId, { startAfter: Math.ceil(startAfter) }));
}

/** Asks for what is missing, until nothing is, or until it must not go on. */
async function writeAll(claim: NoteClaim, options: AnnotateOptions): Promise<NoteRunEnd> {
  const delimiter = newDelimiter();
  for (;;) {
    options.signal?.throwIfAborted();
    // Looked up before each call: a switch that is turned off, or a model that is taken away, ends it at once.
    const team = await teamModel(claim);
    const next = await documentCalls(claim.documentId, team);
    if (!next) return { state: 'stopped' };
    if (next.calls.length === 0) {
      await reportNotes(claim, next);
      return { state: 'done' };
    }
    if (team.extractive) return { state: 'stopped', problem: 'No language model is configured.' };
    if (!(await reportNotes(claim, next))) return { state: 'stopped' };
    const call = await withoutPaid(claim, next.calls);
    if (!call) continue;
    const failed = await makeCall(claim, team, call, delimiter, options);
    if (failed) return failed;
    // Found by its new words from now on, while the rest of the document goes on.
    await applyNotes(claim.documentId, options);
    await options.onCall?.();
  }
}

/** Takes over what was paid for in another document with the same words; the first call that is still to be made, if any of these is. */
async function withoutPaid({ teamId, documentId }: NoteClaim, calls: DocumentCall[]): Promise<DocumentCall | undefined> {
  const keys = calls.flatMap((call) => call.passages.map((passage) => passage.contentKey));
  const paid = await paidNotes(teamId, keys);
  if (paid.size === 0) return calls[0];
  const known = calls.flatMap(({ model, passages }) =>
    passages.flatMap(({ passageKey, contentKey }): NewNote[] => {
      const note = paid.get(contentKey);
      return note ? [{ passageKey, contentKey, model, note }] : [];
    }),
  );
  await db().$transaction((tx) => storeNotes(tx, { teamId, documentId }, known));
  return undefined;
}

/** One call, stored with what it cost before anything else happens. Says how the run ends when it failed. */
async function makeCall(claim: NoteClaim, team: TeamModel, { material, isShared, model, passages }: DocumentCall, delimiter: string, { signal }: AnnotateOptions): Promise<NoteRunEnd | undefined> {
  const { teamId, documentId } = claim;
  const key = `${teamId} ${model}`;
  const rest = rests.get(key) ?? new Rest();
  rests.set(key, rest);
  if (rest.left() > 0) return { state: 'waiting', problem: `“${team.name}” did not answer lately.`, retryAfterSeconds: rest.left() };
  let given: NotesGiven;
  try {
    given = await askForNotes(team, { material, isShared, asked: new Map(passages.map(({ number, words }) => [number, words])), delimiter }, signal);
  } catch (error) {
    if (!(error instanceof NotesFailure)) throw error;
    // What was refused is billed by nobody; of what broke off, nobody knows.
    if (error.call.inputTokens === null) await recordCalls({ teamId, documentId }, [error.call]);
    signal?.throwIfAborted();
    return afterFailure(error.reason, team, rest);
  }
  rest.succeed();
  const { notes, cut, call } = given;
  // Of what a model was cut off from, the rest is asked for again, as long as that gets on.
  const told = cut && notes.size > 0 ? passages.filter(({ number }) => notes.has(number)) : passages;
  await db().$transaction(async (tx) => {
    await storeNotes(tx, { teamId, documentId }, told.map(({ number, passageKey, contentKey }) => ({ passageKey, contentKey, model, note: notes.get(number) })));
    await recordCalls({ teamId, documentId }, [call], tx);
  });
  const inVain = notes.size > 0 ? 0 : (useless.get(key) ?? 0) + 1;
  useless.set(key, inVain % mostUseless);
  return inVain < mostUseless ? undefined : { state: 'stopped', problem: `“${model}” answered ${mostUseless} times in a row in a way that cannot be used. Another model may do better.` };
}

/** Of these codes the same request would only be refused again. */
const refusals = [400, 404, 413, 422];

function afterFailure(error: unknown, team: TeamModel, rest: Rest): NoteRunEnd {
  const problem = modelProblem(error, { model: team.name, kind: 'a chat model', patience });
  if (APICallError.isInstance(error) && error.statusCode !== undefined && refusals.includes(error.statusCode)) return { state: 'stopped', problem };
  return { state: 'waiting', problem, retryAfterSeconds: rest.fail(retryAfterOf(error)) };
}
