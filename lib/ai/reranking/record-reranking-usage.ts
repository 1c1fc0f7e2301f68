import type { Viewer } from '@/lib/auth/viewer';
import { db } from '@/lib/db/client';
import type { Reranked, Reranker } from './reranker';

/** Writes what a reranker read to the ledger. */
export async function recordRerankingUsage({ teamId, userId }: Pick<Viewer, 'teamId' | 'userId'>, { name }: Pick<Reranker, 'name'>, { tokens, costMicros }: Reranked): Promise<void> {
  await db().usageEntry.create({ data: { teamId, userId, step: 'rerank', model: name, inputTokens: tokens, outputTokens: 0, costMicros } });
}
