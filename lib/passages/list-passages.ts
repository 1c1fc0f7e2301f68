import { servingEmbedder } from '@/lib/ai/embedding/team-embedders';
import type { Viewer } from '@/lib/auth/viewer';
import { db, pool } from '@/lib/db/client';
import { wordDifference } from '@/lib/differences/word-difference';
import { readEdits, type StoredEdit } from '@/lib/ingest/edits/stored-edits';
import { passageKey } from '@/lib/ingest/notes/note-key';
import { readNotes, saysAnything, type StoredNote } from '@/lib/ingest/notes/stored-notes';
import { passageVectors } from '@/lib/retrieval/vector-tables';
import { summariseNotes } from './summarise-notes';
import type { Changed, EditConflict, PassageList, ShownPassage } from './shown-passage';

/** Passages on one page: enough to read on, few enough for the browser. */
const passagesPerPage = 200;

type Row = { start: number; end: number; context: string; page: number | null; tokens: number; editId: string | null; words: string; noted: boolean; pending: boolean };

/**
 * A document's passages in their order, with what people made of them, and the changes that await a decision; `from` is
 * the 0-based number of one on the page that is wanted. Empty for foreign and deleted documents.
 */
export async function listPassages(viewer: Viewer, documentId: string, from: number): Promise<PassageList> {
  const first = Math.floor(from / passagesPerPage) * passagesPerPage;
  const page = { from: first, perPage: passagesPerPage };
  const document = await db().document.findFirst({ where: { id: documentId, teamId: viewer.teamId, deletedAt: null }, select: { currentVersionId: true } });
  if (!document?.currentVersionId) return { ...page, passages: [], conflicts: [] };
  const { space } = await servingEmbedder(viewer.teamId);
  const { rows } = await pool().query<Row>(
    `SELECT start, "end", context, page, tokens, edit_id AS "editId", coalesce(original, text) AS words, original IS NOT NULL AND edit_id IS NULL AS noted, NOT EXISTS (SELECT 1 FROM ${passageVectors(space)} v WHERE v.passage_id = passage.id) AS pending
     FROM passage WHERE team_id = $1 AND document_id = $2 ORDER BY ordinal, part OFFSET $3 LIMIT $4`,
    // One more, to know where the next page begins.
    [viewer.teamId, documentId, first, passagesPerPage + 1],
  );
  const edits = await readEdits(db(), documentId);
  const standing = edits.filter((edit) => edit.versionId === document.currentVersionId);
  const changed = await changers(edits);
  const notes = await readNotes(db(), documentId);
  const shown = [
    ...rows.slice(0, passagesPerPage).map((row, n) => shownRow(row, first + n + 1, standing, changed, notes)),
    ...switchedOff(standing, changed, { start: first === 0 ? 0 : (rows[0]?.start ?? 0), end: rows[passagesPerPage]?.start ?? Number.POSITIVE_INFINITY }),
  ];
  const lost = edits.filter((edit) => edit.versionId !== document.currentVersionId);
  const summary = await summariseNotes(viewer, documentId, notes);
  return { ...page, passages: shown.sort((a, b) => a.start - b.start), ...(summary && { notes: summary }), conflicts: await conflictsOf(viewer, document.currentVersionId, lost, changed) };
}

async function changers(edits: StoredEdit[]): Promise<Map<string, Changed>> {
  const people = await db().user.findMany({ where: { id: { in: edits.map((edit) => edit.editedById) } }, select: { id: true, name: true } });
  const names = new Map(people.map((person) => [person.id, person.name]));
  return new Map(edits.map((edit) => [edit.id, { by: names.get(edit.editedById) ?? 'Someone who left', at: edit.editedAt.toISOString() }]));
}

function shownRow({ editId, page, words, noted, ...row }: Row, number: number, standing: StoredEdit[], changed: Map<string, Changed>, notes: Map<string, StoredNote>): ShownPassage {
  const edit = standing.find((one) => one.id === editId);
  const piece = edit?.pieces.find((one) => edit.start + one.start === row.start && edit.start + one.end === row.end);
  const edited = edit && changed.get(edit.id);
  return {
    number,
    ...row,
    ...(page !== null && { page }),
    ...(piece?.text !== undefined && { text: piece.text }),
    keywords: piece?.keywords ?? [],
    off: false,
    ...(edited ? { edited } : shownNote(notes.get(passageKey({ context: row.context, words })), row.start, noted)),
  };
}

function shownNote(note: StoredNote | undefined, start: number, searched: boolean): Pick<ShownPassage, 'note'> {
  if (!note || !saysAnything(note)) return {};
  const { model, sentence, state } = note;
  const leftOut = note.leftOut.map((span) => ({ start: start + span.start, end: start + span.end }));
  return { note: { model, ...(sentence !== undefined && { sentence }), leftOut, state, searched } };
}

/** Passages that are switched off are in no index; only the change knows them. */
function switchedOff(standing: StoredEdit[], changed: Map<string, Changed>, within: { start: number; end: number }): ShownPassage[] {
  return standing.flatMap((edit) =>
    edit.pieces.flatMap((piece): ShownPassage[] => {
      const span = { start: edit.start + piece.start, end: edit.start + piece.end };
      const under = edit.asRead.find((passage) => passage.end > span.start);
      if (!piece.off || !under || span.start < within.start || span.start >= within.end) return [];
      const edited = changed.get(edit.id);
      return [
        {
          ...span,
          context: under.context,
          ...(under.page !== undefined && { page: under.page }),
          tokens: under.tokens,
          ...(piece.text !== undefined && { text: piece.text }),
          keywords: piece.keywords,
          off: true,
          ...(edited && { edited }),
          pending: false,
        },
      ];
    }),
  );
}

async function conflictsOf(viewer: Viewer, versionId: string, lost: StoredEdit[], changed: Map<string, Changed>): Promise<EditConflict[]> {
  if (lost.length === 0) return [];
  const version = await db().documentVersion.findFirst({ where: { id: versionId, teamId: viewer.teamId }, select: { text: true } });
  return lost.map(({ id, base, pieces, counterpart }) => ({
    editId: id,
    changed: changed.get(id) ?? { by: 'Someone who left', at: new Date(0).toISOString() },
    base,
    mine: pieces.map(({ start, end, text, keywords, off }) => ({ words: base.slice(start, end), ...(text !== undefined && { text }), keywords, off })),
    ...(counterpart && { now: { ...counterpart, difference: wordDifference(base, (version?.text ?? '').slice(counterpart.start, counterpart.end)) } }),
  }));
}
