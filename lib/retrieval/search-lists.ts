import { embedQuestion } from '@/lib/ai/embedding/embed-question';
import { normalise, type QuestionVector } from '@/lib/ai/embedding/embedding-space';
import type { Viewer } from '@/lib/auth/viewer';
import type { CallSink } from '@/lib/usage/model-call';
import { type ExactMatch, exactMatches } from './exact/exact-matches';
import { phraseSearch } from './exact/phrase-search';
import type { KeywordAnswer } from './keyword/keyword-index';
import { CircuitOpen } from './keyword/meilisearch/circuit-breaker';
import { withOtherNames } from './query/other-names';
import type { PreparedQuery } from './query/prepare-query';
import { searchByWords } from './query/search-by-words';
import type { RetrieveMode, Timings } from './retrieval-types';
import { type VectorHit, vectorSearch } from './vector-search';

/** How many hits each list brings. */
export const listLength = 100;

/** What each way of searching found; undefined where it was not asked or did not answer. */
export type Lists = {
  keyword?: KeywordAnswer;
  vector?: { question: QuestionVector; hits: VectorHit[] };
  exact: ExactMatch[];
  /** The only passages that count, when the question quotes phrases. */
  quoted?: string[];
  /** Ways of searching that failed. */
  failed: ('keyword' | 'vector')[];
};

/** Searches in every way that the mode asks for, at the same time. `spend` takes the calls of the embedding model. */
export async function searchLists(viewer: Viewer, query: PreparedQuery, mode: RetrieveMode, searched: number, timings: Timings, spend: CallSink): Promise<Lists> {
  const byWords = () => timed(timings, 'keyword', () => searchByWords(query, listLength));
  const byMeaning = async () => {
    const question = await timed(timings, 'embed', () => questionVector(viewer, query, spend));
    return { question, hits: await timed(timings, 'vector', () => vectorSearch(query.reach, question, listLength, searched)) };
  };
  const exactly = () => timed(timings, 'exact', () => exactMatches(query.reach, query.ownWords ?? query.text));
  const quotes = () => phraseSearch(query.reach, query.phrases);
  // By meaning first: while the question is embedded, the database is free for the others.
  const [vector, keyword, exact, quoted] = await Promise.allSettled([
    mode === 'keyword' ? undefined : byMeaning(),
    mode === 'vector' ? undefined : byWords(),
    mode === 'hybrid' ? exactly() : [],
    query.phrases.length > 0 ? quotes() : undefined,
  ]);
  // Without the quoted words there is nothing right to show.
  if (quoted.status === 'rejected') throw quoted.reason;
  // That a server is left alone for a while says nothing new.
  for (const list of [vector, keyword, exact]) if (list.status === 'rejected' && !(list.reason instanceof CircuitOpen)) console.error('a search failed:', told(list.reason));
  return {
    keyword: valueOf(keyword),
    vector: valueOf(vector),
    exact: valueOf(exact) ?? [],
    quoted: quoted.value,
    failed: [...(keyword.status === 'rejected' ? (['keyword'] as const) : []), ...(vector.status === 'rejected' ? (['vector'] as const) : [])],
  };
}

/** A follow-up question lies half-way between its own words and what they mean in the conversation. */
async function questionVector(viewer: Viewer, { meaning, ownWords, also }: PreparedQuery, spend: CallSink): Promise<QuestionVector> {
  const whole = await embedQuestion(viewer, meaning, spend);
  if (ownWords === undefined) return whole;
  const own = await embedQuestion(viewer, withOtherNames(ownWords, also), spend);
  // The team's model was changed between the two; vectors of different models have no half-way.
  if (own.space.id !== whole.space.id) return whole;
  return { ...whole, vector: normalise(whole.vector.map((value, i) => value + (own.vector[i] ?? 0))) };
}

/** Without the constants that a DOMException, which an ended wait is, carries about. */
function told(reason: unknown): unknown {
  return reason instanceof DOMException ? `${reason.name}: ${reason.message}` : reason;
}

function valueOf<T>(settled: PromiseSettledResult<T>): T | undefined {
  return settled.status === 'fulfilled' ? settled.value : undefined;
}

async function timed<T>(timings: Timings, part: keyof Timings, work: () => Promise<T>): Promise<T> {
  const start = performance.now();
  try {
    return await work();
  } finally {
    timings[part] += performance.now() - start;
  }
}
