import { isRerankerUnavailable } from '@/lib/ai/reranking/reranker';
import { rerankingCall } from '@/lib/ai/reranking/reranking-call';
import { teamReranker } from '@/lib/ai/reranking/team-reranker';
import type { Viewer } from '@/lib/auth/viewer';
import type { CallSink } from '@/lib/usage/model-call';
import type { Candidate } from './fuse';
import { readPassages } from './read-passages';
import type { RetrievalTrace } from './retrieval-trace';

/** An order that takes longer than this is done without, in milliseconds. */
const patience = 2_000;

export const rerankerNotice = { code: 'unavailable:reranker', message: 'The reranker did not answer; results are in their ordinary order.' };

/**
 * The same candidates in the order of the team's reranking model, where there is one and it answers in time. They
 * share the scores they came with, the best for the first: whatever is added to scores later keeps its meaning. Only
 * what the searches found for this viewer is sent. What the model said stands in `trace.reranked`; `spend` takes the call.
 */
export async function rerank(viewer: Viewer, question: string, candidates: Candidate[], trace: RetrievalTrace, spend: CallSink): Promise<Candidate[]> {
  const reranker = await teamReranker(viewer);
  if (!reranker || candidates.length < 2) return candidates;
  const start = performance.now();
  const rows = await readPassages(viewer.teamId, candidates.map((candidate) => candidate.passageId));
  const read = candidates.flatMap((candidate) => {
    const row = rows.get(candidate.passageId);
    return row ? [{ candidate, text: `${row.context}\n${row.searched ?? row.text}` }] : [];
  });
  const done = (outcome: Pick<NonNullable<RetrievalTrace['reranked']>, 'ranks' | 'problem'>) => {
    trace.reranked = { model: reranker.name, milliseconds: performance.now() - start, ...outcome };
  };
  const wasResting = reranker.restsFor() > 0;
  const called = performance.now();
  try {
    const answer = await reranker.score(question, read.map(({ text }) => text), { patience });
    spend(rerankingCall(reranker, { reranked: answer, milliseconds: performance.now() - called }));
    const ordered = read.map(({ candidate }, i) => ({ candidate, said: answer.scores[i] ?? 0 })).toSorted((a, b) => b.said - a.said);
    done({ ranks: new Map(ordered.map(({ candidate, said }, i) => [candidate.passageId, { rank: i + 1, score: said }])) });
    return ordered.map(({ candidate }, i) => ({ ...candidate, score: read[i]?.candidate.score ?? candidate.score }));
  } catch (error) {
    if (!isRerankerUnavailable(error)) throw error;
    // A model that is left alone was not called.
    if (!wasResting) spend(rerankingCall(reranker, { milliseconds: performance.now() - called }));
    console.error('the reranker failed:', error.message);
    done({ ranks: new Map(), problem: error.message });
    return candidates;
  }
}
