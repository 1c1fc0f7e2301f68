import type { Transaction } from '@/lib/db/client';
import { asReadOf } from '@/lib/ingest/edits/apply-edits';
import type { AsReadPassage, EditedPiece } from '@/lib/ingest/edits/edited-piece';
import { type StoredEdit, readEdits } from '@/lib/ingest/edits/stored-edits';
import type { Span } from '@/lib/ingest/parse/parsed-document';

/**
 * The stretch of a document that one change is about: what a person made of it already, or a single passage as it was
 * cut. Spans of `pieces` begin at `start`.
 */
export type Region = {
  /** The change that it is; undefined for a passage that nobody has touched. */
  editId?: string;
  start: number;
  end: number;
  pieces: EditedPiece[];
  asRead: AsReadPassage[];
};

type Row = { ordinal: number; start: number; end: number; context: string; heading: string | null; page: number | null; tokens: number };

/** The changes that stand in a version, and a way to its untouched passages. */
export async function regionsOf(tx: Transaction, documentId: string, versionId: string) {
  const edits = (await readEdits(tx, documentId)).filter((edit) => edit.versionId === versionId).map(regionOfEdit);

  /** The untouched passage that begins at a position, or the next one after it. */
  async function untouched(from: number): Promise<Region | undefined> {
    const [row] = await tx.$queryRaw<Row[]>`
      SELECT ordinal, start, "end", context, heading, page, tokens FROM passage
      WHERE document_id = ${documentId} AND version_id = ${versionId} AND edit_id IS NULL AND start >= ${from} ORDER BY start LIMIT 1`;
    if (!row) return undefined;
    return { start: row.start, end: row.end, pieces: [{ start: 0, end: row.end - row.start, keywords: [], off: false }], asRead: [asReadOfRow(row)] };
  }

  return {
    /** The region in which exactly this span is a piece, and which piece it is. */
    async at(span: Span): Promise<{ region: Region; piece: number } | undefined> {
      for (const region of edits) {
        const piece = region.pieces.findIndex((one) => region.start + one.start === span.start && region.start + one.end === span.end);
        if (piece >= 0) return { region, piece };
      }
      const region = await untouched(span.start);
      return region?.start === span.start && region.end === span.end ? { region, piece: 0 } : undefined;
    },
    /** The region that follows another. */
    async after(region: Region): Promise<Region | undefined> {
      const edit = edits.filter((one) => one.start >= region.end).sort((a, b) => a.start - b.start)[0];
      const passage = await untouched(region.end);
      return edit && (!passage || edit.start < passage.start) ? edit : passage;
    },
  };
}

/** The passages that nobody has touched and that share words with a span, in order. */
export async function untouchedWithin(tx: Transaction, documentId: string, versionId: string, { start, end }: Span): Promise<AsReadPassage[]> {
  const rows = await tx.$queryRaw<Row[]>`
    SELECT ordinal, start, "end", context, heading, page, tokens FROM passage
    WHERE document_id = ${documentId} AND version_id = ${versionId} AND edit_id IS NULL AND start < ${end} AND "end" > ${start} ORDER BY start`;
  return rows.map(asReadOfRow);
}

function asReadOfRow({ heading, page, ...passage }: Row): AsReadPassage {
  return asReadOf({ ...passage, ...(heading !== null && { heading }), ...(page !== null && { page }) });
}

export type Regions = Awaited<ReturnType<typeof regionsOf>>;

function regionOfEdit({ id, start, base, pieces, asRead }: StoredEdit): Region {
  return { editId: id, start, end: start + base.length, pieces, asRead };
}

/** Two regions as one, each with its own pieces. */
export function joined(first: Region, second: Region): Region {
  const by = second.start - first.start;
  return {
    editId: first.editId ?? second.editId,
    start: first.start,
    end: second.end,
    pieces: [...first.pieces, ...second.pieces.map((piece) => ({ ...piece, start: piece.start + by, end: piece.end + by }))],
    asRead: [...first.asRead, ...second.asRead],
  };
}

/** Whether a region is what the machine made of it: then there is nothing to remember. */
export function isAsRead({ start, pieces, asRead }: Region): boolean {
  return (
    pieces.length === asRead.length &&
    pieces.every((piece, n) => {
      const read = asRead[n];
      return !piece.off && piece.text === undefined && piece.keywords.length === 0 && read?.start === start + piece.start && read.end === start + piece.end;
    })
  );
}
