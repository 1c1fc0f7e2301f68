import { randomUUID } from 'node:crypto';
import { isInPart, isQuestionBack } from '@/lib/ai/extractive-model';
import { ask } from '@/lib/ask/ask';
import { standAlone } from '@/lib/ask/stand-alone';
import { readStoredParts, type Trace } from '@/lib/chats/stored-parts';
import type { Viewer } from '@/lib/auth/viewer';
import { db } from '@/lib/db/client';
import { type AbstentionMeasures, measureAbstention, rougeL, tokenF1 } from './answer-measures';
import type { Answerability, AnswerTask } from './answer-tasks';
import type { Entry } from './beir-folder';
import { cutEntry } from './cut-entry';
import type { EmbeddingCache } from './embedding-cache';
import { sharpen } from './evaluate';
import { openCollection } from './open-collection';

export type AnswerEvaluation = {
  /** Share of the cited spans, of all answers to tasks with relevant entries, that stand in one of these. */
  citationPrecision: number;
  /** Share of the relevant entries of answered tasks in which a cited span stands, mean over the tasks. */
  citationRecall: number;
  /** Share of all cited spans whose quote is, letter by letter, what the document says there, and which stand behind a sentence. */
  spanPrecision: number;
  /** Against the references of tasks that have an answer, wholly or in part; means. */
  tokenF1: number;
  rougeL: number;
  abstention: AbstentionMeasures;
  tasks: number;
  /** Sentences that were marked as not found in the documents. */
  unsupported: number;
};

/** What the product answered to a task. */
export type TaskAnswer = { task: AnswerTask; text: string; taken: Answerability; citations: Cited[]; evidence?: Evidence };

/** What the built-in model decided by. */
type Evidence = NonNullable<Trace['evidence']>;

type Cited = { entryId: string; start: number; end: number; quote: string };
type Progress = (message: string) => void;

/**
 * Asks the last question of each task as a person would after the turns before it, in a team that has the collection's
 * entries as its documents, and scores what is answered. `corpora`: folders by collection; tasks of others are left out.
 */
export async function evaluateAnswers(tasks: AnswerTask[], corpora: Map<string, string>, cache: EmbeddingCache, progress: Progress): Promise<{ evaluation: AnswerEvaluation; answers: TaskAnswer[] }> {
  const answers: TaskAnswer[] = [];
  const texts = new Map<string, Entry>();
  for (const [collection, folder] of corpora) {
    const own = tasks.filter((task) => task.collection === collection);
    const needed = new Set(own.flatMap((task) => task.relevant));
    progress(`${collection}: ${own.length} tasks`);
    const { viewer, entryOf, entries } = await openCollection(collection, folder, cache, progress);
    for (const [id, entry] of entries) texts.set(id, entry);
    const missing = [...needed].filter((id) => !texts.has(id)).length;
    if (missing > 0) progress(`${missing} relevant entries are not in ${folder}`);
    const asked = await Promise.all(own.map((task) => standAlone(task.history.map((turn) => turn.question), task.question)));
    await sharpen(viewer, asked, cache, progress);
    for (const task of own) answers.push(await answerTask(viewer, task, entryOf));
    progress(`${collection}: answered`);
  }
  return { evaluation: score(answers, texts), answers };
}

async function answerTask(viewer: Viewer, task: AnswerTask, entryOf: Map<string, string>): Promise<TaskAnswer> {
  const owner = { teamId: viewer.teamId };
  const chat = await db().chat.create({ data: { id: randomUUID(), ...owner, userId: viewer.userId, title: task.id } });
  const message = await db().message.create({ data: { ...owner, chatId: chat.id, author: 'footnote', status: 'running', text: '' } });
  const asked = { messageId: message.id, question: task.question, history: task.history, scope: { collectionIds: [], documentIds: [] } };
  await ask(viewer, asked, () => {}, new AbortController().signal);
  const stored = await db().message.findUniqueOrThrow({ where: { id: message.id }, include: { citations: { orderBy: { number: 'asc' } } } });
  if (stored.status !== 'complete') throw new Error(`The answer to ${task.id} ended as ${stored.status}.`);
  const citations = stored.citations.map(({ documentId, start, end, quote }) => ({ entryId: entryOf.get(documentId) ?? '', start, end, quote }));
  return { task, text: stored.text, taken: readStance(stored.text), citations, evidence: readStoredParts(stored.parts).trace?.evidence };
}

/** What an answer did, as a reader sees it: it declines, asks back, answers with gaps that it names, or answers. */
export function readStance(text: string): Answerability {
  const hasFootnote = /\[\^[1-9]\d*\]/.test(text);
  if (!hasFootnote) return isQuestionBack(text) ? 'UNDERSPECIFIED' : 'UNANSWERABLE';
  return text.includes('[^0]') || isInPart(text) ? 'PARTIAL' : 'ANSWERABLE';
}

function score(answers: TaskAnswer[], texts: Map<string, Entry>): AnswerEvaluation {
  const withRelevant = answers.filter(({ task }) => task.relevant.length > 0);
  const withReference = answers.filter(({ task }) => task.answerability === 'ANSWERABLE' || task.answerability === 'PARTIAL');
  const stands = ({ entryId, quote }: Cited, relevant: string) => entryId === relevant || plain(texts.get(relevant)?.text ?? '').includes(plain(quote));
  const cited = withRelevant.flatMap(({ task, citations }) => citations.map((citation) => task.relevant.some((id) => stands(citation, id))));
  const recalls = withRelevant.filter(({ citations }) => citations.length > 0).map(({ task, citations }) => mean(task.relevant.map((id) => Number(citations.some((citation) => stands(citation, id))))));
  const spans = answers.flatMap(({ citations, text }) => citations.map((citation, index) => isExact(citation, texts) && text.includes(`[^${index + 1}]`)));
  return {
    citationPrecision: mean(cited.map(Number)),
    citationRecall: mean(recalls),
    spanPrecision: mean(spans.map(Number)),
    tokenF1: mean(withReference.map(({ task, text }) => tokenF1(text, task.reference))),
    rougeL: mean(withReference.map(({ task, text }) => rougeL(text, task.reference))),
    abstention: measureAbstention(answers.map(({ task, taken }) => ({ is: task.answerability, taken }))),
    tasks: answers.length,
    unsupported: answers.reduce((sum, { text }) => sum + text.split('[^0]').length - 1, 0),
  };
}

/** Whether the document says the quote at its span. */
function isExact({ entryId, start, end, quote }: Cited, texts: Map<string, Entry>): boolean {
  const entry = texts.get(entryId);
  return entry !== undefined && cutEntry(entry).some((piece) => piece.start <= start && end <= piece.end && piece.text.slice(start - piece.start, end - piece.start) === quote);
}

function plain(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
}

function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / (values.length || 1);
}
