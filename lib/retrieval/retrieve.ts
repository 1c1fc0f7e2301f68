import type { Viewer } from '@/lib/auth/viewer';
import { AppError } from '@/lib/errors/app-error';
import type { CallSink } from '@/lib/usage/model-call';
import { ledgerOf } from '@/lib/usage/record-calls';
import { diversify, isVaried } from './diversify';
import { keepExact } from './exact/keep-exact';
import { fuse, sharpen, type Candidate } from './fuse';
import { preferRecent, wantsRecent } from './query/prefer-recent';
import { prepareQuery } from './query/prepare-query';
import { passagesInReach } from './reach';
import { isUnread, weightsAsRead } from './read-script';
import { cosinesAround, cosinesOf, readPassages, readSentences, uploadTimes } from './read-passages';
import { rerank, rerankerNotice } from './rerank';
import type { RetrievalTrace } from './retrieval-trace';
import type { FusionWeights, RetrievedPassage, RetrieveMode, RetrieveOptions, RetrieveResult, Timings } from './retrieval-types';
import { type Lists, searchLists } from './search-lists';

/** How many of the first are compared sentence by sentence, and by the reranker: some take 32 texts at a time. */
export const comparedBySentence = 30;
/** How many of the first get the scores that the list they are missing from would give them. */
const completed = 100;
/** Of so many of these it is computed from their words: the others share few with the question, or the search had met them. */
const mostComputed = 30;
/** For how many of the first it is asked how near the passages around them are. */
const lookedAround = 60;
/** Passages read beyond those asked for, to take the places of copies. */
const spare = 10;
/** So many candidates are looked through for other documents where the best ones come from too few … */
const mostLookedThrough = 200;
/** … of those that reach this share of the best one's score. */
const nearlyAsWell = 0.6;

const noticeOf = {
  keyword: { code: 'unavailable:keyword', message: 'Keyword search is unavailable; results may be incomplete.' },
  vector: { code: 'unavailable:vector', message: 'Search by meaning is unavailable; only passages with the same words are shown.' },
};

/**
 * The passages that best match a question, among those the person may see, best first: by words and by meaning,
 * fused, sharpened by single sentences, put in order by the team's reranker where there is one, and never without those
 * that hold its very words. When one side fails the other answers, with a notice. Each stage notes in `trace` what it did. Throws `unavailable:search` when nothing can be
 * searched.
 */
export async function retrieve(viewer: Viewer, options: RetrieveOptions, trace: RetrievalTrace = {}): Promise<RetrieveResult> {
  const { limit = 20, mode = 'hybrid', spend = ledgerOf({ teamId: viewer.teamId, userId: viewer.userId }) } = options;
  const query = await prepareQuery(viewer, options).catch(failed);
  trace.query = query;
  const { reach, also } = query;
  const searched = await passagesInReach(reach).catch(failed);
  const timings: Timings = { embed: 0, keyword: 0, vector: 0, exact: 0, fuse: 0 };
  const result = { searched, also, scope: reach.scope, timings };
  // Signs and pictures alone have no words, and nothing is near them in meaning.
  if (!/[\p{L}\p{N}]/u.test(query.text)) return { ...result, passages: [], notices: query.notices };

  const lists = await searchLists(viewer, query, mode, searched, timings, spend).catch(failed);
  trace.lists = lists;
  if (lists.failed.length === (mode === 'hybrid' ? 2 : 1)) failed(lists.failed);
  const notices = [...query.notices, ...lists.failed.map((part) => noticeOf[part])];
  if (lists.quoted?.length === 0) notices.push({ code: 'phrase:none', message: `No passage holds ${query.phrases.map((phrase) => `“${phrase}”`).join(' and ')} word for word.` });

  const start = performance.now();
  const weights = weightsAsRead(query.text, lists.vector?.question.space, options.weights);
  const candidates = await fused(reach.teamId, lists, weights).catch(failed);
  const ordered: Ordered = mode === 'hybrid' ? await sharpened(viewer, candidates, lists, query.text, trace, spend, weights).catch(failed) : { candidates, sentences: new Map() };
  if (trace.reranked?.problem) notices.push(rerankerNotice);
  Object.assign(trace, { fused: candidates, ordered: ordered.candidates, sentences: ordered.sentences, kept: ordered.kept } satisfies RetrievalTrace);
  const passages = await present(reach.teamId, ordered, lists, query.text, limit, mode, trace).catch(failed);
  timings.fuse = performance.now() - start - (trace.reranked?.milliseconds ?? 0);
  return { ...result, passages, notices, ...(isUnread(query.text, lists.vector?.question.space) && { unread: true }) };
}

/** One list out of all, best first. */
async function fused(teamId: string, lists: Lists, weights?: FusionWeights): Promise<Candidate[]> {
  const candidates = new Map<string, Candidate>();
  const candidate = (passageId: string): Candidate => {
    const known = candidates.get(passageId) ?? { passageId, score: 0, cosine: 0, neighbours: 0, words: 0 };
    candidates.set(passageId, known);
    return known;
  };
  for (const [i, { passageId, score }] of (lists.vector?.hits ?? []).entries()) {
    Object.assign(candidate(passageId), { cosine: score, vector: { rank: i + 1, score } });
  }
  for (const [i, { passageId, score }] of (lists.keyword?.hits ?? []).entries()) {
    Object.assign(candidate(passageId), { words: score, keyword: { rank: i + 1, score } });
  }
  for (const { passageId } of lists.exact) candidate(passageId);
  for (const passageId of lists.quoted ?? []) candidate(passageId);
  const counting = lists.quoted ? new Set(lists.quoted) : undefined;
  const all = [...candidates.values()].filter(({ passageId }) => !counting || counting.has(passageId));

  // A list ends somewhere, and being below its end is not the same as having nothing in common with the question.
  const withoutCosine = all.filter((one) => !one.vector).map((one) => one.passageId);
  const cosines = lists.vector && lists.keyword ? await cosinesOf(teamId, withoutCosine, lists.vector.question) : undefined;
  for (const one of all) {
    one.cosine = cosines?.get(one.passageId) ?? one.cosine;
    one.neighbours = one.cosine;
  }
  const alone = fuse(all, weights);
  if (!lists.vector || !lists.keyword) return alone;
  const first = alone.slice(0, completed);
  const [scores, neighbours] = await Promise.all([
    lists.keyword.scoresOf(first.filter((one) => !one.keyword).map((one) => one.passageId), mostComputed),
    cosinesAround(teamId, first.slice(0, lookedAround).map((one) => one.passageId), lists.vector.question),
  ]);
  return fuse(all.map((one) => ({ ...one, words: scores.get(one.passageId) ?? one.words, neighbours: neighbours.get(one.passageId) ?? one.neighbours })), weights);
}

type Ordered = { candidates: Candidate[]; sentences: Map<string, RetrievedPassage['sentences']>; kept?: string };

/** The first candidates in the order that their sentences, the reranker and the very words of the question give them. */
async function sharpened(viewer: Viewer, candidates: Candidate[], { vector, exact }: Lists, question: string, trace: RetrievalTrace, spend: CallSink, weights?: FusionWeights): Promise<Ordered> {
  const { teamId } = viewer;
  const first = candidates.slice(0, comparedBySentence);
  const ids = [...first, ...exact].map((one) => one.passageId);
  const sentences: Ordered['sentences'] = vector ? await readSentences(teamId, [...new Set(ids)], vector.question) : new Map();
  const best = await rerank(viewer, question, sharpen(first, sentences, weights), trace, spend);
  const timely = wantsRecent(question) ? preferRecent(best, await uploadTimes(teamId, best.map((one) => one.passageId))) : best;
  const byScore = [...timely, ...candidates.slice(comparedBySentence)];
  const ordered = keepExact(byScore, exact, new Map(candidates.map(({ passageId, score }) => [passageId, score])));
  return { candidates: ordered, sentences, kept: ordered === byScore ? undefined : exact[0]?.passageId };
}

async function present(
  teamId: string,
  { candidates, sentences }: Ordered,
  { exact }: Lists,
  question: string,
  limit: number,
  mode: RetrieveMode,
  trace: RetrievalTrace,
): Promise<RetrievedPassage[]> {
  const rows = new Map(exact.map(({ passageId, passage }) => [passageId, passage]));
  const readRows = async (wanted: Candidate[]) => {
    for (const [id, row] of await readPassages(teamId, wanted.map((one) => one.passageId).filter((id) => !rows.has(id)))) rows.set(id, row);
  };
  const best = candidates.slice(0, limit + spare);
  await readRows(best);
  // A document that repeats itself may fill all of these places; others that answer nearly as well must stay in sight.
  const others = candidates.slice(limit + spare, mostLookedThrough).filter(({ score }) => score >= nearlyAsWell * (best[0]?.score ?? 0));
  if (mode === 'hybrid' && others.length > 0 && !isVaried(best.flatMap(({ passageId }) => rows.get(passageId) ?? []))) {
    await readRows(others);
    best.push(...others);
  }
  const matches = new Map(exact.map(({ passageId, share, holders }) => [passageId, { share, holders }]));
  const passages = best.flatMap(({ passageId, score, keyword, vector, cosine }) => {
    const row = rows.get(passageId);
    return row ? [{ ...row, score, keyword, vector, similarity: cosine, exact: matches.get(passageId), sentences: sentences.get(passageId) ?? [] }] : [];
  });
  return (mode === 'hybrid' ? diversify(passages, question, trace) : passages).slice(0, limit);
}

function failed(cause: unknown): never {
  throw new AppError('unavailable:search', 'Search is unavailable right now. Please try again in a moment.', { cause });
}
