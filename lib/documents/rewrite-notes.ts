import { recordEvent } from '@/lib/audit/record-event';
import { requireRole, type Viewer } from '@/lib/auth/viewer';
import { db } from '@/lib/db/client';
import { AppError } from '@/lib/errors/app-error';
import type { NoteEstimate } from '@/lib/ingest/notes/note-estimate';
import { writtenAgainSql } from '@/lib/ingest/notes/written-again';
import { jobSender } from '@/lib/jobs/jobs';
import { confirmedEstimate } from './collection-notes';

/**
 * Has the team's language model write those notes of a collection again that another model wrote, or none, and that
 * nobody has decided about. Each is searched as it is until the new one is there. Throws `not_found:collection`,
 * `conflict:model`, `conflict:estimate`, and `conflict:notes` where the notes are switched off.
 */
export async function rewriteNotes(viewer: Viewer, collectionId: string, confirmedTokens: number): Promise<void> {
  requireRole(viewer, 'editor');
  const send = await jobSender();
  const estimate = await confirmedEstimate(viewer, collectionId, confirmedTokens, 'again');
  await db().$transaction(
    async (tx) => {
      const collection = await tx.collection.findFirst({ where: { id: collectionId, teamId: viewer.teamId, notesSince: { not: null } }, select: { notesEstimate: true } });
      if (!collection) throw new AppError('conflict:notes', 'Context is switched off for this collection.');
      const documents = await tx.$queryRawUnsafe<{ id: string }[]>(
        `WITH marked AS (
           UPDATE passage_note n SET outdated = true FROM document d
           WHERE d.id = n.document_id AND d.team_id = $1 AND d.collection_id = $2 AND d.deleted_at IS NULL AND ${writtenAgainSql('n', '$3')}
           RETURNING n.document_id)
         SELECT DISTINCT document_id AS id FROM marked ORDER BY 1`,
        viewer.teamId,
        collectionId,
        estimate.model,
      );
      await tx.collection.update({ where: { id: collectionId }, data: { notesEstimate: together(collection.notesEstimate as unknown as NoteEstimate | null, estimate) } });
      for (const [n, { id }] of documents.entries()) await send(tx, 'annotate', id, { priority: -n });
      const { model, passages, inputTokens, outputTokens } = estimate;
      await recordEvent(tx, viewer, { action: 'collection.notes-rewrite', target: { type: 'collection', id: collectionId }, detail: { model, passages, inputTokens, outputTokens } });
    },
    { maxWait: 60_000, timeout: 60_000 },
  );
}

/** What was confirmed in all: it stands beside what was spent in all. */
function together(before: NoteEstimate | null, added: NoteEstimate): NoteEstimate {
  if (!before) return added;
  const { costMicros: one, ...sum } = before;
  for (const field of ['documents', 'passages', 'calls', 'inputTokens', 'outputTokens', 'seconds'] as const) sum[field] += added[field];
  const other = added.costMicros;
  return { ...sum, model: added.model, ...(one !== undefined && other !== undefined && { costMicros: String(BigInt(one) + BigInt(other)) }) };
}
