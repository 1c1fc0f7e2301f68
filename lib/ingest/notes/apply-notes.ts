import { recordEmbeddingUsage } from '@/lib/ai/embedding/record-embedding-usage';
import { lockTeamSpaces, servingEmbedder } from '@/lib/ai/embedding/team-embedders';
import { builtInSpace } from '@/lib/ai/embedding/embedding-space';
import { db, pool } from '@/lib/db/client';
import { jobSender } from '@/lib/jobs/jobs';
import { changeSearchedText, type SearchedTextChange } from '@/lib/retrieval/change-searched-text';
import { embeddedText } from '../embedded-text';
import { passageKey } from './note-key';
import { notedText } from './noted-text';
import { isSearched, readNotes } from './stored-notes';

/** Passages that are embedded together, and those that are stored together: nobody's question waits for the latter. */
const embeddedAtOnce = 16;
const storedAtOnce = 2;

/**
 * Has a document's passages searched as its notes and its collection say: with the notes that stand, where notes are
 * switched on, and by the document's words alone elsewhere. Only what is otherwise now is changed, and embedded again
 * before it is, so that each passage is found all the time. Passages that a person changed are left alone. Returns how
 * many were changed. Rejects with `unavailable:embedding` when the embedding model does not answer.
 */
export async function applyNotes(documentId: string, { signal }: { signal?: AbortSignal } = {}): Promise<number> {
  const document = await db().document.findFirst({
    where: { id: documentId, deletedAt: null },
    select: { teamId: true, collection: { select: { notesSince: true } } },
  });
  if (!document) return 0;
  const { teamId } = document;
  const changes = await outstanding(teamId, documentId, document.collection.notesSince !== null);
  if (changes.length === 0) return 0;
  const { space, embedder } = await servingEmbedder(teamId);
  for (let first = 0; first < changes.length; first += embeddedAtOnce) {
    signal?.throwIfAborted();
    const batch = changes.slice(first, first + embeddedAtOnce);
    const { vectors, tokens } = await embedder.embed(batch.map(({ context, after }) => embeddedText({ context, text: after.text })), { as: 'passage', signal });
    await recordEmbeddingUsage({ teamId }, embedder, tokens);
    const embedded = batch.map((change, n): SearchedTextChange => ({ ...change, embedding: vectors[n] }));
    for (let n = 0; n < embedded.length; n += storedAtOnce) {
      await db().$transaction(
        async (tx) => {
          const serving = (await lockTeamSpaces(tx, teamId)).find(({ role }) => role === 'serving');
          const isCurrent = (serving?.spaceId ?? builtInSpace.id) === space.id;
          await changeSearchedText(tx, { teamId, documentId, ...(isCurrent && { space }) }, embedded.slice(n, n + storedAtOnce));
        },
        { maxWait: 300_000, timeout: 60_000 },
      );
    }
  }
  const send = await jobSender();
  await db().$transaction((tx) => send(tx, 'sharpen', documentId));
  return changes.length;
}

async function outstanding(teamId: string, documentId: string, on: boolean): Promise<SearchedTextChange[]> {
  const notes = on ? await readNotes(db(), documentId) : new Map<string, never>();
  const { rows } = await pool().query<{ id: string; context: string; text: string; original: string | null }>(
    `SELECT id, context, text, original FROM passage WHERE team_id = $1 AND document_id = $2 AND edit_id IS NULL
       AND ($3 OR original IS NOT NULL) ORDER BY ordinal, part`,
    [teamId, documentId, notes.size > 0],
  );
  return rows.flatMap(({ id, context, text, original }): SearchedTextChange[] => {
    const words = original ?? text;
    const note = notes.get(passageKey({ context, words }));
    const wanted = isSearched(note) ? notedText(words, note) : words;
    if (wanted === text) return [];
    return [{ id, context, before: { text, ...(original !== null && { original }) }, after: { text: wanted, ...(wanted !== words && { original: words }) } }];
  });
}
