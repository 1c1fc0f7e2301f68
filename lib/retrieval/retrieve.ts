import type { Viewer } from '@/lib/auth/viewer';
import { embedQuestion } from '@/lib/ai/embedding/embed-question';
import type { QuestionVector } from '@/lib/ai/embedding/embedding-space';
import { AppError } from '@/lib/errors/app-error';
import { fuse, sharpen, type Candidate } from './fuse';
import type { KeywordHit } from './keyword/keyword-index';
import { cosinesOf, readPassages, readSentences } from './read-passages';
import { prepareQuery } from './query/prepare-query';
import { searchByWords } from './query/search-by-words';
import { passagesInReach } from './reach';
import type { RetrievedPassage, RetrieveOptions, RetrieveResult } from './retrieval-types';
import { type VectorHit, vectorSearch } from './vector-search';

/** How many hits each list brings. */
const listLength = 100;
/** How many of the first are compared sentence by sentence. */
export const comparedBySentence = 30;

const keywordNotice = {
  code: 'unavailable:keyword',
  message: 'Keyword search is unavailable; results may be incomplete.',
};
const vectorNotice = {
  code: 'unavailable:vector',
  message: 'Search by meaning is unavailable; only passages with the same words are shown.',
};

/**
 * The passages that best match a question, among those the person may see, best first: by words and by meaning,
 * fused, then sharpened by single sentences. When one side fails the other answers, with a notice.
 * Throws `unavailable:search` when nothing can be searched.
 */
export async function retrieve(viewer: Viewer, options: RetrieveOptions): Promise<RetrieveResult> {
  const { limit = 20, mode = 'hybrid' } = options;
  const query = await prepareQuery(viewer, options).catch(failed);
  const { text: question, reach } = query;
  const searched = await passagesInReach(reach).catch(failed);
  const timings = { embed: 0, keyword: 0, vector: 0, fuse: 0 };
  if (question.trim() === '') return { passages: [], searched, also: [], scope: reach.scope, notices: query.notices, timings };

  let vector: QuestionVector | undefined;
  const byWords = async (): Promise<KeywordHit[]> => {
    if (mode === 'vector') return [];
    return timed(timings, 'keyword', () => searchByWords(query, listLength));
  };
  const byMeaning = async (): Promise<VectorHit[]> => {
    if (mode === 'keyword') return [];
    const embedded = await timed(timings, 'embed', () => embedQuestion(viewer, query.meaning));
    vector = embedded;
    return timed(timings, 'vector', () => vectorSearch(reach, embedded, listLength, searched));
  };
  const [words, meaning] = await Promise.allSettled([byWords(), byMeaning()]);
  const notices = [...query.notices, ...noticesOf(words, meaning, mode)];

  const passages = await timed(timings, 'fuse', async () => {
    const keyword = words.status === 'fulfilled' ? words.value : [];
    const near = meaning.status === 'fulfilled' ? meaning.value : [];
    const hybrid = mode === 'hybrid' && vector && meaning.status === 'fulfilled' ? vector : undefined;
    const nearIds = new Set(near.map((hit) => hit.passageId));
    const onlyByWords = keyword.map((hit) => hit.passageId).filter((id) => !nearIds.has(id));
    const cosines = hybrid ? await cosinesOf(reach.teamId, onlyByWords, hybrid) : new Map<string, number>();
    const candidates = fuse(keyword, near, cosines);
    return present(reach.teamId, candidates, limit, vector, hybrid !== undefined);
  }).catch(failed);
  return { passages, searched, also: query.also, scope: reach.scope, notices, timings };
}

/** Reads the best candidates and, for a fused list, lets their sentences have a say in the order. */
async function present(
  teamId: string,
  candidates: Candidate[],
  limit: number,
  vector: QuestionVector | undefined,
  fused: boolean,
): Promise<RetrievedPassage[]> {
  const first = candidates.slice(0, comparedBySentence);
  const ids = first.map((candidate) => candidate.passageId);
  const sentences = vector ? await readSentences(teamId, ids, vector) : new Map<string, RetrievedPassage['sentences']>();
  const ordered = fused ? [...sharpen(first, sentences), ...candidates.slice(comparedBySentence)] : candidates;
  const best = ordered.slice(0, limit);
  const rows = await readPassages(teamId, best.map((candidate) => candidate.passageId));
  return best.flatMap(({ passageId, score, keyword, vector: near }) => {
    const row = rows.get(passageId);
    return row ? [{ ...row, score, keyword, vector: near, sentences: sentences.get(passageId) ?? [] }] : [];
  });
}

function noticesOf(
  words: PromiseSettledResult<unknown>,
  meaning: PromiseSettledResult<unknown>,
  mode: RetrieveOptions['mode'],
): RetrieveResult['notices'] {
  const notices: RetrieveResult['notices'] = [];
  if (words.status === 'rejected') {
    console.error('keyword search failed:', words.reason);
    notices.push(keywordNotice);
  }
  if (meaning.status === 'rejected') {
    console.error('vector search failed:', meaning.reason);
    notices.push(vectorNotice);
  }
  if (notices.length === (mode === 'hybrid' ? 2 : 1)) failed(notices);
  return notices;
}

function failed(cause: unknown): never {
  throw new AppError('unavailable:search', 'Search is unavailable right now. Please try again in a moment.', { cause });
}

async function timed<T>(
  timings: RetrieveResult['timings'],
  part: keyof RetrieveResult['timings'],
  work: () => Promise<T>,
): Promise<T> {
  const start = performance.now();
  try {
    return await work();
  } finally {
    timings[part] = performance.now() - start;
  }
}
