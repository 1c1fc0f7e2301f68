import { recordEvent } from '@/lib/audit/record-event';
import { requireRole, type Viewer } from '@/lib/auth/viewer';
import { db, type Transaction } from '@/lib/db/client';
import { alignTexts } from '@/lib/differences/align-texts';
import { AppError, notFound } from '@/lib/errors/app-error';
import type { EditedPiece } from '@/lib/ingest/edits/edited-piece';
import { readEdits, type StoredEdit } from '@/lib/ingest/edits/stored-edits';
import type { Span } from '@/lib/ingest/parse/parsed-document';
import { trimmed } from '@/lib/ingest/sentences';
import { jobSender } from '@/lib/jobs/jobs';
import { lockedDocument, storeRegion } from './change-passage';
import { type Region, untouchedWithin } from './passage-region';

export const settlements = ['keep-mine', 'take-new'] as const;
export type Settlement = (typeof settlements)[number];

/**
 * Decides about a change whose words the newest version no longer has: `keep-mine` makes it hold for what stands there
 * now, `take-new` drops it. Throws `not_found:document`, `not_found:change`, `conflict:gone` when there is nothing left
 * that it could hold for.
 */
export async function settleConflict(viewer: Viewer, documentId: string, editId: string, settlement: Settlement): Promise<void> {
  requireRole(viewer, 'editor');
  const send = await jobSender();
  const document = await db().document.findFirst({ where: { id: documentId, teamId: viewer.teamId, deletedAt: null }, select: { currentVersionId: true } });
  const version = document?.currentVersionId
    ? await db().documentVersion.findFirst({ where: { id: document.currentVersionId, teamId: viewer.teamId }, select: { id: true, text: true } })
    : undefined;
  if (!version) throw notFound('document');
  const text = version.text ?? '';
  await db().$transaction(
    async (tx) => {
      const locked = await lockedDocument(tx, viewer, documentId);
      const edit = (await readEdits(tx, documentId)).find((one) => one.id === editId);
      if (!edit || locked.currentVersionId !== version.id || edit.versionId === version.id) throw notFound('change');
      if (settlement === 'take-new') {
        await tx.passageEdit.delete({ where: { id: editId } });
        await tx.$executeRaw`UPDATE document SET edits = edits + 1, updated_at = now() AT TIME ZONE 'utc' WHERE id = ${documentId}`;
      } else {
        const owner = { id: documentId, collectionId: locked.collectionId, versionId: version.id, text };
        await storeRegion(tx, send, viewer, owner, await standingNow(tx, documentId, version.id, text, edit));
      }
      await recordEvent(tx, viewer, { action: `passage.${settlement}`, target: { type: 'document', id: documentId }, detail: { editId } });
    },
    { maxWait: 60_000, timeout: 60_000 },
  );
}

/** The passages that stand now where those of a change stood, with what the change makes of them; what lies beside stays as it is. */
async function standingNow(tx: Transaction, documentId: string, versionId: string, text: string, edit: StoredEdit): Promise<Region> {
  const asRead = edit.counterpart ? await untouchedWithin(tx, documentId, versionId, edit.counterpart) : [];
  const [first] = asRead;
  const last = asRead.at(-1);
  if (!edit.counterpart || !first || !last) {
    throw new AppError('conflict:gone', 'In the newest version nothing stands there that the change could hold for. It can only be dropped.');
  }
  const region = { editId: edit.id, start: first.start, end: last.end, asRead };
  const held = trimmed(text, { start: Math.max(edit.counterpart.start, region.start), end: Math.min(edit.counterpart.end, region.end) });
  const beside = (part: Span): EditedPiece[] => {
    const { start, end } = trimmed(text, part);
    return start < end ? [{ start: start - region.start, end: end - region.start, keywords: [], off: false }] : [];
  };
  return {
    ...region,
    pieces: [
      ...beside({ start: region.start, end: held.start }),
      ...piecesFor(edit, text.slice(held.start, held.end)).map((piece) => ({ ...piece, start: piece.start + held.start - region.start, end: piece.end + held.start - region.start })),
      ...beside({ start: held.end, end: region.end }),
    ],
  };
}

/** The pieces of a change in other words than it was made for: each begins where its words, or what they became, begin. */
function piecesFor({ base, pieces }: StoredEdit, words: string): EditedPiece[] {
  const alignment = alignTexts(base, words);
  const starts = pieces.map((piece, n) => {
    if (n === 0) return 0;
    const now = alignment.counterpartOf(piece);
    return now.state === 'gone' ? undefined : now.start;
  });
  const kept = pieces.flatMap((piece, n) => {
    const start = starts[n];
    return start === undefined ? [] : [{ ...piece, start }];
  });
  return kept.flatMap((piece, n) => {
    const span = trimmed(words, { start: piece.start, end: kept[n + 1]?.start ?? words.length });
    return span.start < span.end ? [{ ...piece, ...span }] : [];
  });
}
