import { teamModel } from '@/lib/ai/language-models';
import { recordEvent } from '@/lib/audit/record-event';
import { requireRole, type Viewer } from '@/lib/auth/viewer';
import { db, pool } from '@/lib/db/client';
import { AppError, notFound } from '@/lib/errors/app-error';
import { annotateLater } from '@/lib/ingest/notes/annotate-later';
import { estimateNotes, type WantedNotes } from '@/lib/ingest/notes/estimate-notes';
import type { NoteEstimate } from '@/lib/ingest/notes/note-estimate';
import { jobSender } from '@/lib/jobs/jobs';
import type { CollectionNotes, NotesSpent, NotesSwitch } from './collection-notes-shown';

/** What was confirmed may be exceeded by this share, should documents have come in between; then it is asked for again. */
const tolerance = 0.1;

/** Whether a language model writes notes on a collection's passages, what that would take, how far it is and what it cost. Throws `not_found:collection`. */
export async function readCollectionNotes(viewer: Viewer, collectionId: string): Promise<CollectionNotes> {
  requireRole(viewer, 'editor');
  const collection = await db().collection.findFirst({ where: { id: collectionId, teamId: viewer.teamId }, select: { notesSince: true, notesEstimate: true } });
  if (!collection) throw notFound('collection');
  const team = await teamModel(viewer);
  const again = collection.notesSince && !team.extractive ? await estimateNotes(viewer.teamId, collectionId, team, 'again') : undefined;
  return {
    on: collection.notesSince !== null,
    ...(collection.notesSince && { since: collection.notesSince.toISOString() }),
    ...(!team.extractive && { model: team.name, estimate: await estimateNotes(viewer.teamId, collectionId, team) }),
    ...(again && again.passages > 0 && { again }),
    ...(collection.notesEstimate !== null && { confirmed: collection.notesEstimate as unknown as NoteEstimate }),
    progress: await progressOf(viewer, collectionId),
    spent: await spentOn(viewer, collectionId, collection.notesSince),
  };
}

async function progressOf({ teamId }: Viewer, collectionId: string): Promise<CollectionNotes['progress']> {
  const { rows } = await pool().query<{ noted: number; passages: number; working: number; stuck: number; problem: string | null; retryAt: Date | null }>(
    `SELECT coalesce(sum(r.done), 0)::int AS noted, coalesce(sum(r.total), 0)::int AS passages, count(*) FILTER (WHERE r.state IN ('waiting', 'running'))::int AS working,
       count(*) FILTER (WHERE r.problem IS NOT NULL AND r.state IN ('waiting', 'stopped'))::int AS stuck,
       max(r.problem) AS problem, min(r.retry_at) AS "retryAt"
     FROM document d JOIN note_run r ON r.document_id = d.id WHERE d.team_id = $1 AND d.collection_id = $2 AND d.deleted_at IS NULL`,
    [teamId, collectionId],
  );
  const { noted = 0, passages = 0, working = 0, stuck = 0, problem = null, retryAt = null } = rows[0] ?? {};
  return { noted, passages, working, stuck, ...(problem !== null && { problem }), ...(retryAt && { retryAt: retryAt.toISOString() }) };
}

/** The rows of the ledger that name the collection's documents, since the switch was turned on last. */
async function spentOn({ teamId }: Viewer, collectionId: string, since: Date | null): Promise<NotesSpent> {
  const { rows } = await pool().query<NotesSpent & { unpriced: number }>(
    `SELECT count(*)::int AS calls, coalesce(sum(u.input_tokens), 0)::int AS "inputTokens", coalesce(sum(u.output_tokens), 0)::int AS "outputTokens",
       coalesce(sum(u.cost_micros), 0)::text AS "costMicros", count(*) FILTER (WHERE u.input_tokens IS NULL)::int AS uncounted,
       count(*) FILTER (WHERE u.cost_micros IS NULL)::int AS unpriced
     FROM usage_entry u JOIN document d ON d.id = u.document_id
     WHERE u.team_id = $1 AND u.step = 'context' AND d.collection_id = $2 AND ($3::timestamp IS NULL OR u.created_at >= $3)`,
    [teamId, collectionId, since],
  );
  const { calls = 0, inputTokens = 0, outputTokens = 0, costMicros = '0', uncounted = 0, unpriced = 0 } = rows[0] ?? {};
  return { calls, inputTokens, outputTokens, uncounted, ...(unpriced === 0 && { costMicros }) };
}

/**
 * Turns a collection's notes on or off. On: only with a language model, and with the tokens that were shown before; the
 * documents follow in the background. Off: nothing more is asked for, and search uses the documents' own words again;
 * what was paid for is kept. Throws `not_found:collection`, `conflict:model`, `conflict:estimate`.
 */
export async function switchCollectionNotes(viewer: Viewer, collectionId: string, input: NotesSwitch): Promise<void> {
  requireRole(viewer, 'editor');
  const send = await jobSender();
  const estimate = input.on ? await confirmedEstimate(viewer, collectionId, input.confirmedTokens, 'missing') : undefined;
  await db().$transaction(
    async (tx) => {
      const { count } = await tx.collection.updateMany({
        where: { id: collectionId, teamId: viewer.teamId },
        data: input.on ? { notesSince: new Date(), notesEstimate: estimate } : { notesSince: null },
      });
      if (count === 0) throw notFound('collection');
      const documents = await tx.document.findMany({ where: { collectionId, teamId: viewer.teamId, deletedAt: null, currentVersionId: { not: null } }, select: { id: true } });
      await annotateLater(tx, send, documents.map(({ id }) => id));
      await recordEvent(tx, viewer, {
        action: input.on ? 'collection.notes-on' : 'collection.notes-off',
        target: { type: 'collection', id: collectionId },
        detail: estimate && { model: estimate.model, passages: estimate.passages, inputTokens: estimate.inputTokens, outputTokens: estimate.outputTokens },
      });
    },
    { maxWait: 60_000, timeout: 60_000 },
  );
}

/** The estimate as it is now. Throws `not_found:collection`, `conflict:model`, and `conflict:estimate` where it exceeds what was confirmed. */
export async function confirmedEstimate(viewer: Viewer, collectionId: string, confirmedTokens: number, which: WantedNotes): Promise<NoteEstimate> {
  const found = await db().collection.count({ where: { id: collectionId, teamId: viewer.teamId } });
  if (found === 0) throw notFound('collection');
  const team = await teamModel(viewer);
  if (team.extractive) throw new AppError('conflict:model', 'This needs a language model. An admin can set one up under Settings, Models.');
  const estimate = await estimateNotes(viewer.teamId, collectionId, team, which);
  if (estimate.inputTokens + estimate.outputTokens > confirmedTokens * (1 + tolerance)) {
    throw new AppError('conflict:estimate', 'Documents were added since the estimate was made. Look at the new one, and confirm it.');
  }
  return estimate;
}
