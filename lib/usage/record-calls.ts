import { db, type Transaction } from '@/lib/db/client';
import type { CallSink, ModelCall } from './model-call';

/** Who a call was made for, and, where it was for an answer or for a document's passages, for which. */
export type CallFor = { teamId: string; userId?: string; messageId?: string; documentId?: string };

/** Writes calls to the ledger. Those with an `id` may be written again without being counted twice; `createdAt` is when they ended, else now. */
export async function recordCalls({ teamId, userId, messageId, documentId }: CallFor, calls: (ModelCall & { id?: string; createdAt?: Date })[], tx: Transaction = db()): Promise<void> {
  if (calls.length === 0) return;
  const data = calls.map((call) => ({ ...call, teamId, userId: userId ?? null, messageId: messageId ?? null, documentId: documentId ?? null }));
  await tx.usageEntry.createMany({ data, skipDuplicates: true });
}

/**
 * Writes each call to the ledger at once, for what is no part of an answer; nobody waits for this bookkeeping. Calls that
 * failed or cost nothing leave no line there.
 */
export function ledgerOf(who: CallFor): CallSink {
  return (call) => {
    if (call.outcome !== 'done' || call.costMicros === 0n) return;
    recordCalls(who, [call]).catch((error: unknown) => console.error('usage could not be recorded:', error));
  };
}
