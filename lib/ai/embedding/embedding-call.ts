import type { ModelCall } from '@/lib/usage/model-call';
import { costMicros } from '../model-registry';
import type { Embedder } from './embedder';

/** A call of an embedding model for the ledger; without `tokens` one that failed. */
export function embeddingCall({ name, price }: Pick<Embedder, 'name' | 'price'>, { tokens, milliseconds }: { tokens?: number; milliseconds: number }): ModelCall {
  const known = tokens ?? (price === 0 ? 0 : undefined);
  return {
    step: 'embed',
    model: name,
    inputTokens: known ?? null,
    outputTokens: known === undefined ? null : 0,
    searches: 0,
    milliseconds: Math.round(milliseconds),
    outcome: tokens === undefined ? 'failed' : 'done',
    costMicros: known === undefined ? null : costMicros(price === undefined ? undefined : { input: price, output: 0 }, { input: known, output: 0 }),
  };
}
