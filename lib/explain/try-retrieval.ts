import { teamModel } from '@/lib/ai/language-models';
import { packLimits, retrievedPerQuestion } from '@/lib/ask/choose-passages';
import { readAround } from '@/lib/ask/read-around';
import { requireRole, type Viewer } from '@/lib/auth/viewer';
import { passagePaths } from '@/lib/retrieval/passage-paths';
import { readPassages } from '@/lib/retrieval/read-passages';
import type { RetrievalTrace } from '@/lib/retrieval/retrieval-trace';
import { retrieve } from '@/lib/retrieval/retrieve';
import type { RetrievalTrial, TrialPassage } from './explanation';
import type { TrialQuery } from './trial-query';

/** Shown of each list, and of what was found altogether. */
const shownOfList = 30;
const shownOfAll = 40;
const longestExcerpt = 200;

/** Asks as an answer would and shows each step. For admins. Throws `unavailable:search`. */
export async function tryRetrieval(viewer: Viewer, query: TrialQuery): Promise<RetrievalTrial> {
  requireRole(viewer, 'admin');
  const trace: RetrievalTrace = {};
  const { passages, searched, also, notices } = await retrieve(viewer, { ...query, limit: retrievedPerQuestion }, trace);
  const reading = await readAround(viewer, passages, packLimits(await teamModel(viewer)));
  const read = new Set(reading.passages.map((passage) => passage.passageId));
  const all = passagePaths(trace, passages);
  const paths = all.toSorted((a, b) => (a.place ?? shownOfAll) - (b.place ?? shownOfAll) || a.ordered.rank - b.ordered.rank).slice(0, shownOfAll);
  const { keyword, vector, exact = [] } = trace.lists ?? {};
  const lists: RetrievalTrial['lists'] = {
    keyword: keyword && listOf(keyword.hits),
    vector: vector && listOf(vector.hits),
    exact: (query.mode ?? 'hybrid') === 'hybrid' ? listOf(exact.map(({ passageId, share }) => ({ passageId, score: share }))) : undefined,
  };
  const ids = [...paths, ...Object.values(lists).flatMap((list) => list?.first ?? [])].map((one) => one.passageId);
  return {
    searched,
    also,
    notices,
    lists,
    ...(trace.reranked && { reranker: { model: trace.reranked.model, problem: trace.reranked.problem } }),
    found: all.length,
    paths: paths.map((path) => ({ ...path, packed: read.has(path.passageId) })),
    passages: await shownPassages(viewer, [...new Set(ids)]),
  };
}

function listOf(hits: { passageId: string; score: number }[]): NonNullable<RetrievalTrial['lists']['keyword']> {
  return { total: hits.length, first: hits.slice(0, shownOfList).map(({ passageId, score }, i) => ({ passageId, rank: i + 1, score })) };
}

async function shownPassages(viewer: Viewer, ids: string[]): Promise<Record<string, TrialPassage>> {
  const rows = await readPassages(viewer.teamId, ids);
  return Object.fromEntries(
    [...rows].map(([id, { documentId, versionId, documentName, heading, page, slide, start, end, text }]) => [
      id,
      { documentId, versionId, documentName, heading, page, slide, start, end, excerpt: text.slice(0, longestExcerpt).toWellFormed() },
    ]),
  );
}
