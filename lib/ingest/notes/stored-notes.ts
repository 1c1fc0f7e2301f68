import { z } from 'zod';
import { pool, type Transaction } from '@/lib/db/client';
import type { Note } from './noted-text';

/** 'proposed' by the model and searched; 'accepted' by a person; 'reverted' by a person and not searched. */
export type NoteState = 'proposed' | 'accepted' | 'reverted';

export type StoredNote = Note & { id: string; passageKey: string; model: string; state: NoteState };

const storedSpans = z.array(z.object({ start: z.number().int(), end: z.number().int() }));
const storedState = z.enum(['proposed', 'accepted', 'reverted']);

/** The notes of a document by the key of their passage; also of passages that it no longer has. */
export async function readNotes(client: Transaction, documentId: string): Promise<Map<string, StoredNote>> {
  const rows = await client.passageNote.findMany({ where: { documentId } });
  return new Map(
    rows.map(({ id, passageKey, model, sentence, leftOut, state }) => [
      passageKey,
      { id, passageKey, model, state: storedState.parse(state), ...(sentence !== null && { sentence }), leftOut: storedSpans.parse(leftOut) },
    ]),
  );
}

/** Whether the model said anything of the passage that is fit for use. */
export function saysAnything({ sentence, leftOut }: Note): boolean {
  return sentence !== undefined || leftOut.length > 0;
}

/** Whether anything of a note is searched in a collection where notes are. */
export function isSearched(note: StoredNote | undefined): note is StoredNote {
  return note !== undefined && note.state !== 'reverted' && saysAnything(note);
}

/** A note to be stored; without `note` the model said nothing of the passage that is fit for use. */
export type NewNote = { passageKey: string; contentKey: string; model: string; note?: Note };

/**
 * Stores notes of a document. Those of passages that have one already are passed over, unless it is to be written again
 * and nobody has decided about it meanwhile; nothing of use does not take the place of something.
 */
export async function storeNotes(tx: Transaction, { teamId, documentId }: { teamId: string; documentId: string }, notes: NewNote[]): Promise<void> {
  const outdated = { documentId, teamId, outdated: true, passageKey: { in: notes.map(({ passageKey }) => passageKey) } };
  const replaced = new Set((await tx.passageNote.findMany({ where: outdated, select: { passageKey: true } })).map(({ passageKey }) => passageKey));
  for (const { passageKey, contentKey, model, note } of notes) {
    if (!note || !replaced.has(passageKey)) continue;
    await tx.passageNote.updateMany({
      where: { ...outdated, passageKey, state: 'proposed' },
      data: { contentKey, model, sentence: note.sentence ?? null, leftOut: note.leftOut, outdated: false },
    });
  }
  await tx.passageNote.updateMany({ where: outdated, data: { outdated: false } });
  await tx.passageNote.createMany({
    data: notes.map(({ note, ...key }) => ({ teamId, documentId, ...key, sentence: note?.sentence ?? null, leftOut: note?.leftOut ?? [] })),
    skipDuplicates: true,
  });
}

/** What models of the team have said already that is of use, given the very same to read; by content key. */
export async function paidNotes(teamId: string, contentKeys: string[]): Promise<Map<string, Note>> {
  if (contentKeys.length === 0) return new Map();
  const { rows } = await pool().query<{ key: string; sentence: string | null; leftOut: unknown }>(
    `SELECT DISTINCT ON (content_key) content_key AS key, sentence, left_out AS "leftOut" FROM passage_note WHERE team_id = $1 AND content_key = ANY($2) AND (sentence IS NOT NULL OR left_out <> '[]')`,
    [teamId, contentKeys],
  );
  return new Map(rows.map(({ key, sentence, leftOut }) => [key, { ...(sentence !== null && { sentence }), leftOut: storedSpans.parse(leftOut) }]));
}
