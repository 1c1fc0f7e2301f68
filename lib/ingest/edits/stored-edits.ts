import { z } from 'zod';
import { db, type Transaction } from '@/lib/db/client';
import { Prisma } from '@/lib/db/generated/client';
import { type Alignment, alignTexts } from '@/lib/differences/align-texts';
import type { Span } from '../parse/parsed-document';
import { asReadPassage, editedPiece, type PlacedEdit, type Placement, type StandingEdit } from './edited-piece';

/** A change as it is stored, with where it stood last. */
export type StoredEdit = StandingEdit & Placement & { versionId: string; counterpart?: Span; editedById: string; editedAt: Date };

const storedPieces = z.array(editedPiece);
const storedAsRead = z.array(asReadPassage);
const storedSpan = z.object({ start: z.number(), end: z.number() }).nullable();

/** What people made of a document's passages, in the order of their first places. */
export async function readEdits(client: Transaction, documentId: string): Promise<StoredEdit[]> {
  const rows = await client.passageEdit.findMany({ where: { documentId }, orderBy: [{ start: 'asc' }, { id: 'asc' }] });
  return rows.map(({ id, base, occurrence, versionId, start, editedById, editedAt, ...row }) => {
    const counterpart = storedSpan.parse(row.counterpart);
    const pieces = storedPieces.parse(row.pieces);
    return { id, base, occurrence, pieces, versionId, start, asRead: storedAsRead.parse(row.asRead), ...(counterpart && { counterpart }), editedById, editedAt };
  });
}

/** How often the passages of a document were changed by people so far: a number to compare with later. */
export async function editCount(client: Transaction, documentId: string): Promise<number> {
  return (await client.document.findUniqueOrThrow({ where: { id: documentId }, select: { edits: true } })).edits;
}

/** What stands now where the words of changes stood that are gone, by the changes' ids; null where nothing does. */
export async function counterpartsOf(text: string, lost: StoredEdit[]): Promise<Map<string, Span | null>> {
  const alignments = new Map<string, Alignment>();
  const found = new Map<string, Span | null>();
  for (const edit of lost) {
    const alignment = alignments.get(edit.versionId) ?? alignTexts(await textOf(edit.versionId), text);
    alignments.set(edit.versionId, alignment);
    const now = alignment.counterpartOf({ start: edit.start, end: edit.start + edit.base.length });
    found.set(edit.id, now.state === 'gone' ? null : { start: now.start, end: now.end });
  }
  return found;
}

async function textOf(versionId: string): Promise<string> {
  return (await db().documentVersion.findUnique({ where: { id: versionId }, select: { text: true } }))?.text ?? '';
}

/** Notes where changes stand in the version that takes over, and what stands there instead of those that lost their words. */
export async function keepPlacements(tx: Transaction, versionId: string, placements: Map<string, PlacedEdit>, counterparts: Map<string, Span | null>): Promise<void> {
  for (const [id, { start, asRead, edit }] of placements) {
    const { base, occurrence, pieces } = edit;
    await tx.passageEdit.update({ where: { id }, data: { base, occurrence, pieces, versionId, start, asRead, counterpart: Prisma.DbNull } });
  }
  for (const [id, counterpart] of counterparts) {
    await tx.passageEdit.update({ where: { id }, data: { counterpart: counterpart ?? Prisma.DbNull } });
  }
}
