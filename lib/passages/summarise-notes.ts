import type { Viewer } from '@/lib/auth/viewer';
import { db } from '@/lib/db/client';
import { saysAnything, type StoredNote } from '@/lib/ingest/notes/stored-notes';
import type { ShownNotes } from './shown-passage';

/** How a document's notes stand, and what they cost; undefined when no language model was ever to write any. */
export async function summariseNotes({ teamId }: Viewer, documentId: string, notes: Map<string, StoredNote>): Promise<ShownNotes | undefined> {
  const run = await db().noteRun.findFirst({ where: { documentId, teamId } });
  if (!run && notes.size === 0) return undefined;
  const calls = await db().usageEntry.findMany({ where: { teamId, documentId, step: 'context' }, select: { inputTokens: true, outputTokens: true, costMicros: true } });
  const said = [...notes.values()].filter(saysAnything);
  const isPriced = calls.every(({ costMicros }) => costMicros !== null);
  return {
    noted: said.length,
    proposed: said.filter(({ state }) => state === 'proposed').length,
    ...(run && {
      run: { state: run.state, done: run.done, total: run.total, ...(run.problem !== null && { problem: run.problem }), ...(run.retryAt && { retryAt: run.retryAt.toISOString() }) },
    }),
    spent: {
      calls: calls.length,
      inputTokens: calls.reduce((sum, call) => sum + (call.inputTokens ?? 0), 0),
      outputTokens: calls.reduce((sum, call) => sum + (call.outputTokens ?? 0), 0),
      ...(isPriced && { costMicros: String(calls.reduce((sum, call) => sum + (call.costMicros ?? 0n), 0n)) }),
    },
  };
}
