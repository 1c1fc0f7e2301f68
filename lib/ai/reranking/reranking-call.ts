import type { ModelCall } from '@/lib/usage/model-call';
import type { Reranked, Reranker } from './reranker';

/** A call of a reranking model for the ledger; without `reranked` one that failed. */
export function rerankingCall({ name }: Pick<Reranker, 'name'>, { reranked, milliseconds }: { reranked?: Reranked; milliseconds: number }): ModelCall {
  return {
    step: 'rerank',
    model: name,
    inputTokens: reranked?.tokens ?? null,
    outputTokens: reranked ? 0 : null,
    searches: reranked?.searches ?? 0,
    milliseconds: Math.round(milliseconds),
    outcome: reranked ? 'done' : 'failed',
    costMicros: reranked?.costMicros ?? null,
  };
}
