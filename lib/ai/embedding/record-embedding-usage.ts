import { db, type Transaction } from '@/lib/db/client';
import { costMicros } from '../model-registry';
import type { Embedder } from './embedder';

/** Writes what was read by an embedding model to the ledger; the built-in one costs nothing and leaves no line. */
export async function recordEmbeddingUsage(
  who: { teamId: string; userId?: string },
  { name, price }: Pick<Embedder, 'name' | 'price'>,
  tokens: number,
  tx: Transaction = db(),
): Promise<void> {
  if (price === 0 || tokens === 0) return;
  await tx.usageEntry.create({
    data: {
      teamId: who.teamId,
      userId: who.userId ?? null,
      step: 'embed',
      model: name,
      inputTokens: tokens,
      outputTokens: 0,
      costMicros: costMicros(price === undefined ? undefined : { input: price, output: 0 }, { input: tokens, output: 0 }),
    },
  });
}
