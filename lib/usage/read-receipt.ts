import type { Viewer } from '@/lib/auth/viewer';
import { db } from '@/lib/db/client';
import type { Receipt, ReceiptLine } from './receipt';

/**
 * What an answer cost: the rows of the ledger that name it, so that receipts and ledger cannot differ. The caller has
 * made sure that the viewer may read the answer.
 */
export async function readReceipt(viewer: Viewer, messageId: string): Promise<Receipt> {
  const rows = await db().usageEntry.findMany({ where: { teamId: viewer.teamId, messageId }, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] });
  const lines = rows.map(
    ({ step, model, inputTokens, outputTokens, searches, milliseconds, outcome, costMicros }): ReceiptLine => ({
      step,
      model,
      inputTokens,
      outputTokens,
      searches,
      milliseconds,
      outcome,
      costMicros: costMicros === null ? null : String(costMicros),
    }),
  );
  return { lines, ...totalsOf(lines) };
}

function totalsOf(lines: ReceiptLine[]): Omit<Receipt, 'lines'> {
  const sum = (of: (line: ReceiptLine) => number | null) => lines.reduce((total, line) => total + (of(line) ?? 0), 0);
  return {
    inputTokens: sum((line) => line.inputTokens),
    outputTokens: sum((line) => line.outputTokens),
    searches: sum((line) => line.searches),
    costMicros: String(lines.reduce((total, line) => total + BigInt(line.costMicros ?? 0), 0n)),
    uncounted: lines.filter((line) => line.inputTokens === null || line.outputTokens === null).length,
    unpriced: lines.filter((line) => line.costMicros === null).length,
  };
}
