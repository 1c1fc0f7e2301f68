import { APICallError } from '@ai-sdk/provider';
import { isQuestionBack, notInDocuments, type ExtractiveOptions } from '@/lib/ai/extractive-model';
import { builtInModel, teamModel, type TeamModel } from '@/lib/ai/language-models';
import type { Viewer } from '@/lib/auth/viewer';
import type { ChatScope, FoundPassage, MessageCitation } from '@/lib/chats/chat-message';
import type { Trace, Understanding } from '@/lib/chats/stored-parts';
import { toAppError } from '@/lib/errors/app-error';
import type { RetrievedPassage } from '@/lib/retrieval/retrieval-types';
import { inWordsOf } from '@/lib/retrieval/query/other-names';
import { readQuery } from '@/lib/retrieval/query/read-query';
import type { RetrievalTrace } from '@/lib/retrieval/retrieval-trace';
import { retrieve } from '@/lib/retrieval/retrieve';
import type { CallSink } from '@/lib/usage/model-call';
import { answer, ModelFailure } from './answer';
import { type AnswerChunk, AnswerRecord } from './answer-record';
import { type PackLimits, packLimits, retrievedPerQuestion } from './choose-passages';
import { CitationStream } from './cite';
import { Footnotes } from './footnotes';
import { LeakGuard, type Guarded } from './leak-guard';
import { pack } from './pack';
import { type PackedPassage, textOf } from './packed-passage';
import { isPortalStopping } from './portal-stopping';
import { buildPrompt, type Turn } from './prompt';
import { readAround } from './read-around';
import { placeOnPages } from './sentence-pages';
import { storedPaths } from './stored-paths';
import { describeSentences } from './sentence-blocks';
import { understand, type Understood } from './understand';
import type { Extent } from './widen';

export type Asked = {
  /** The answer's message, stored as running. */
  messageId: string;
  question: string;
  /** Earlier turns of the path, oldest first. */
  history: Turn[];
  scope: ChatScope;
};

/**
 * Answers a question from the documents: understand, retrieve, pack, answer, cite, record. Everything is emitted as it
 * happens and kept in the message; whatever goes wrong ends in a status and a sentence, never in silence.
 */
export async function ask(viewer: Viewer, asked: Asked, emit: (chunk: AnswerChunk) => void, stop: AbortSignal): Promise<void> {
  const gone = new AbortController();
  const signal = AbortSignal.any([stop, gone.signal]);
  const record = new AnswerRecord(viewer, asked.messageId, emit, () => gone.abort());
  try {
    await record.finish(await makeAnswer(viewer, asked, record, signal));
  } catch (error) {
    if (!signal.aborted) {
      const shown = toAppError(error);
      if (shown.status >= 500) console.error(`answer ${asked.messageId}:`, shown.cause ?? shown);
      record.notice(shown.code, shown.message);
    }
    const isInterrupted = isPortalStopping(stop.reason);
    if (isInterrupted) record.notice('unavailable:answer', 'Answer interrupted.');
    await record.finish(isInterrupted ? 'interrupted' : signal.aborted ? 'stopped' : 'failed');
  }
}

type Outcome = 'complete' | 'interrupted';

async function makeAnswer(viewer: Viewer, asked: Asked, record: AnswerRecord, signal: AbortSignal): Promise<Outcome> {
  const team = await teamModel(viewer);
  record.model = team.name;

  record.begin('understand', 'Reading the question');
  // Filters and quotation marks tell where and how to look; they are no part of what is asked.
  const history = asked.history.map((turn) => ({ ...turn, question: readQuery(turn.question).text }));
  const plain = readQuery(asked.question).text;
  const spend = record.spend.bind(record);
  const understood = await understand(history.map((turn) => turn.question), plain, team, spend, signal);
  if (understood.question !== plain) record.parts.understoodAs = understood.question;
  record.parts.understanding = understandingOf(understood, plain, history.length > 0 && !team.extractive);
  record.end('understand', 'Question read');

  record.begin('retrieve', 'Searching the documents');
  const retrieval: RetrievalTrace = {};
  const result = await retrieve(viewer, { ...understood, typed: asked.question, scope: asked.scope, limit: retrievedPerQuestion, spend }, retrieval);
  for (const notice of result.notices) record.notice(notice.code, notice.message);
  if (result.also.length > 0) record.also(result.also);
  signal.throwIfAborted();
  record.end('retrieve', `Searched ${count(result.searched, 'passage')}`);

  record.begin('pack', 'Choosing passages');
  const wording = inWordsOf(result.passages.map((passage) => passage.text), understood.question, result.also);
  const limits = packLimits(team);
  const reading = await readAround(viewer, result.passages, limits);
  const packed = await pack(wording, reading.passages, result.passages);
  const passages = await placeOnPages(viewer, result.passages, await describeSentences(viewer, packed));
  const found = foundPassages(result.passages, passages);
  record.found(found);
  const documents = new Set(passages.map((passage) => passage.documentId)).size;
  const readingLabel = `Reading ${count(found.length, 'passage')} from ${count(documents, 'document')}`;
  record.end('pack', readingLabel);
  record.parts.trace = {
    searched: result.searched,
    found: result.passages.length,
    packed: found.length,
    timings: { ...result.timings, ...(retrieval.reranked && { rerank: retrieval.reranked.milliseconds }) },
    ...retrievalFacts(retrieval),
    read: readFacts(reading.extents, limits),
    ...(await storedPaths(viewer, retrieval, result, new Set(found.map((passage) => passage.passageId)))),
  };
  signal.throwIfAborted();

  record.begin('answer', readingLabel);
  const question = { asked: plain, understood: understood.question, wording, history, searched: result.searched };
  // Without a single passage no model is asked: it could only answer from its own memory.
  const outcome = await write(passages.length > 0 ? team : builtInModel(), question, passages, record, signal);
  record.end('answer', record.parts.choices ? 'Asked what is meant' : record.citations.length > 0 ? `Answered with ${count(record.citations.length, 'source')}` : 'Answered without sources');
  return outcome;
}

/** `searched`: how many passages were. */
type Question = { asked: string; understood: string; wording: string; history: Turn[]; searched: number };

/** Writes with the team's model, and with the built-in one when that gives nothing at all. */
async function write(team: TeamModel, question: Question, passages: PackedPassage[], record: AnswerRecord, signal: AbortSignal): Promise<Outcome> {
  try {
    await writeWith(team, question, passages, record, signal);
    return 'complete';
  } catch (error) {
    if (signal.aborted || !(error instanceof ModelFailure || error instanceof PromptLeak)) throw error;
    if (error instanceof PromptLeak) {
      console.error(`model ${team.name} repeated its instructions in answer ${record.messageId}`);
      record.event({ action: 'answer.cut', target: { type: 'message', id: record.messageId }, detail: { reason: 'prompt leak', what: error.what, model: team.name } });
      if (record.text.trim() !== '') {
        record.notice('cut:answer', 'The model began to repeat its instructions instead of answering, so its answer was cut off here.');
        return 'interrupted';
      }
    } else {
      console.error(`model ${team.name} failed: ${withoutSecrets(error.cause)}`);
    }
    if (error instanceof ModelFailure && error.started) {
      record.notice('unavailable:answer', 'Answer interrupted.');
      return 'interrupted';
    }
    record.notice('unavailable:model', 'The model did not answer; these sentences are taken directly from your documents.');
    const builtIn = builtInModel();
    record.model = builtIn.name;
    await writeWith(builtIn, question, passages, record, signal);
    return 'complete';
  }
}

// Providers quote keys and prompts in their messages; the log gets only what kind of failure it was.
function withoutSecrets(error: unknown): string {
  if (APICallError.isInstance(error)) return error.statusCode === undefined ? 'not reachable' : `HTTP ${error.statusCode}`;
  return error instanceof Error ? error.name : 'unknown';
}

/** The model says what only its prompt holds. */
class PromptLeak extends Error {
  constructor(readonly what: NonNullable<Guarded['leak']>) {
    super('The model repeated its prompt.');
    this.name = 'PromptLeak';
  }
}

async function writeWith(team: TeamModel, question: Question, passages: PackedPassage[], record: AnswerRecord, signal: AbortSignal): Promise<void> {
  const footnotes = new Footnotes(question.understood, passages);
  // The built-in model sets a mark at everything it quotes.
  const unmarked = team.extractive ? undefined : (claim: string) => footnotes.resolveUnmarked(claim);
  const stream = new CitationStream<MessageCitation>((number, claim) => footnotes.resolve(number, claim), unmarked);
  let checking = 0;
  const take = async (step: () => ReturnType<typeof stream.push>) => {
    const began = performance.now();
    const outputs = await step();
    checking += performance.now() - began;
    for (const output of outputs) {
      if (output.type === 'citation') record.cite(output.citation);
      else record.say(output.text);
    }
    record.checked(stream.claims, stream.unsupported);
  };
  const prompt = buildPrompt(question.asked, question.history, passages);
  const extractive = extractiveOptions(question, passages);
  // The built-in model is sent no prompt, and its words are the documents' own.
  const guard = team.extractive ? undefined : new LeakGuard(prompt, [question.asked, ...passages.map(textOf)].join('\n'));
  const see = async (guarded: Guarded) => {
    await take(() => stream.push(guarded.text));
    if (guarded.leak) throw new PromptLeak(guarded.leak);
  };
  const cut = new AbortController();
  const { trace } = record.parts;
  const spend: CallSink = (call) => {
    record.spend(call);
    if (trace && !team.extractive) trace.tries = (trace.tries ?? 0) + 1;
  };
  try {
    for await (const event of answer({ team, prompt, extractive, signal: AbortSignal.any([signal, cut.signal]), spend })) {
      if (event.type === 'text') await see(guard ? guard.push(event.delta) : { text: event.delta });
      else if (event.type === 'retry') record.relabel('answer', `The model is busy, retrying (${event.attempt}/${event.of})`);
      else {
        if (guard) await see(guard.end());
        await take(() => stream.end(true));
        const { stance, evidence, chances, choices } = event.report ?? {};
        if (trace) Object.assign(trace, { stance, evidence, chances });
        if (choices) record.choices(choices);
        if (event.cut) record.notice('too_large:answer', 'The answer reached the length limit of the model and ends early.');
      }
    }
  } finally {
    cut.abort();
    // What was held back when the words stopped coming still belongs to the answer.
    if (guard) await take(() => stream.push(guard.end().text));
    await take(() => stream.end());
    if (trace) trace.timings.check = (trace.timings.check ?? 0) + checking;
  }
  if (record.text.trim() === '') record.say(notInDocuments);
  const { length: unsupported } = stream.unsupported;
  if (unsupported > 0) {
    const which = unsupported === 1 ? 'One sentence says' : `${unsupported} sentences say`;
    record.notice('unsupported:claims', `${which} what the passages do not. They were checked, and marked as “not found in your documents”.`);
  }
  if (record.citations.length === 0 && !record.parts.choices) {
    const closest = passages.length > 0 ? ' The closest passages are shown with the answer.' : '';
    record.notice('not_found:answer', `No passage in your documents supports an answer.${closest}`);
  }
}

function extractiveOptions({ asked, understood, wording, history, searched }: Question, passages: PackedPassage[]): ExtractiveOptions {
  return {
    question: understood,
    wording,
    asked: { own: asked, earlier: history.map((turn) => turn.question) },
    mayAskBack: !isQuestionBack(history.at(-1)?.answer ?? ''),
    searched,
    passages: passages.map(({ number, score, similarity, exactShare, documentName, parts, sentences }) => ({
      number,
      score,
      similarity,
      exactShare,
      title: [documentName, ...new Set(parts.map((part) => part.heading ?? ''))].join(' '),
      document: documentName,
      sentences: sentences.map(({ start, end, text, similarity, shown, isHeader, list, row }) => {
        const section = parts.find((part) => part.start <= start && end <= part.end)?.heading;
        return { text, similarity, ...(shown && { shown }), ...(isHeader && { isHeader }), ...(list && { list }), ...(row && { row }), ...(section && { section }) };
      }),
    })),
  };
}

function understandingOf({ question, problem }: Understood, asked: string, mayBeRewritten: boolean): Understanding {
  const by = mayBeRewritten && problem === undefined ? 'model' : question === asked ? 'itself' : 'conversation';
  return { by, ...(problem && { problem }) };
}

/** What the trace keeps of the searches themselves. */
function retrievalFacts({ lists, ordered, reranked }: RetrievalTrace): Pick<Trace, 'hits' | 'failed' | 'reranker'> {
  if (!lists) return {};
  return {
    hits: { ...(lists.keyword && { keyword: lists.keyword.hits.length }), ...(lists.vector && { vector: lists.vector.hits.length }), exact: lists.exact.length, together: ordered?.length ?? 0 },
    ...(lists.failed.length > 0 && { failed: lists.failed }),
    ...(reranked && { reranker: { model: reranked.model, ...(reranked.problem && { problem: reranked.problem }) } }),
  };
}

function readFacts(extents: Extent[], { budget, furthest }: PackLimits): NonNullable<Trace['read']> {
  const tokens = extents.reduce((sum, extent) => sum + extent.tokens, 0);
  if (furthest === 'passage') return { tokens, budget };
  return { tokens, budget, extents: extents.map(({ passageId, reach, tokens: own, full }) => ({ passageId, reach, tokens: own, full })) };
}

/** The cards above the answer: the packed passages, best first, each with its best sentence. */
function foundPassages(retrieved: RetrievedPassage[], packed: PackedPassage[]): FoundPassage[] {
  return retrieved.flatMap((passage) => {
    const group = packed.find((one) => one.versionId === passage.versionId && one.parts.some((part) => part.start === passage.start));
    if (!group) return [];
    const best = group.sentences
      .filter((sentence) => passage.start <= sentence.start && sentence.end <= passage.end && !sentence.isHeader)
      .toSorted((a, b) => b.similarity - a.similarity)[0];
    const { passageId, documentId, versionId, documentName, page, slide, heading } = passage;
    const { text, start, end } = best ?? { ...passage, text: passage.text.slice(0, 200) };
    return [{ passageId, documentId, versionId, documentName, page: best?.page ?? page, ...(slide && { slide }), heading, excerpt: text, start, end }];
  });
}

function count(number: number, noun: string): string {
  return `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`;
}
