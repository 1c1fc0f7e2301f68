import { countTokens } from '@/lib/ai/embedding/embed';
import { recordEvent } from '@/lib/audit/record-event';
import { requireRole, type Viewer } from '@/lib/auth/viewer';
import { db, type Transaction } from '@/lib/db/client';
import { AppError, notFound } from '@/lib/errors/app-error';
import { passagesAsRead, passagesOfEdit } from '@/lib/ingest/edits/apply-edits';
import { occurrenceOf } from '@/lib/ingest/edits/locate-base';
import { annotateLater } from '@/lib/ingest/notes/annotate-later';
import { type SendJob, jobSender } from '@/lib/jobs/jobs';
import { exchangePassages } from '@/lib/retrieval/passage-store';
import { changedRegion } from './change-pieces';
import type { PassageChange, PassagePlace } from './passage-change';
import { isAsRead, type Region, regionsOf } from './passage-region';

const patience = { maxWait: 60_000, timeout: 60_000 };

/**
 * Edits, splits, merges, switches off or on one passage of a document's current version, or goes back to how it was
 * read. Words and exact search know it when this returns; its vector follows in the background. Citations stay as they
 * are: what is quoted are always the words of the document. Throws `not_found:document`, `conflict:passage` when the
 * passage is another one by now, and what the change itself does not allow.
 */
export async function changePassage(viewer: Viewer, documentId: string, change: PassageChange): Promise<{ place: PassagePlace }> {
  requireRole(viewer, 'editor');
  const { versionId } = change;
  const send = await jobSender();
  // A version's text never changes, so that reading it need not hold up anybody.
  const version = await db().documentVersion.findFirst({ where: { id: versionId, documentId, teamId: viewer.teamId }, select: { text: true } });
  const text = version?.text ?? '';
  return db().$transaction(async (tx) => {
    const document = await lockedDocument(tx, viewer, documentId);
    if (document.currentVersionId !== versionId) throw changedMeanwhile();
    const regions = await regionsOf(tx, documentId, versionId);
    const found = await regions.at(change);
    if (!found) throw changedMeanwhile();
    const before = found.region;
    const after = await changedRegion(text, regions, before, found.piece, change);
    await storeRegion(tx, send, viewer, { ...document, versionId, text }, after);
    await recordEvent(tx, viewer, {
      action: `passage.${change.action}`,
      target: { type: 'document', id: documentId },
      detail: { versionId, start: change.start, end: change.end },
    });
    const piece = after.pieces[Math.min(found.piece, after.pieces.length - 1)];
    return { place: { versionId, start: after.start + (piece?.start ?? 0), end: after.start + (piece?.end ?? 0) } };
  }, patience);
}

function changedMeanwhile(): AppError {
  return new AppError('conflict:passage', 'This passage is another one by now: somebody changed it, or the document was read again. Look at it as it is, and try again.');
}

export type LockedDocument = { id: string; collectionId: string; currentVersionId: string | null };

/** Keeps readers and other people from changing the document until the transaction ends. Throws `not_found:document`. */
export async function lockedDocument(tx: Transaction, viewer: Viewer, documentId: string): Promise<LockedDocument> {
  const [document] = await tx.$queryRaw<LockedDocument[]>`
    SELECT id, collection_id AS "collectionId", current_version_id AS "currentVersionId" FROM document
    WHERE id = ${documentId} AND team_id = ${viewer.teamId} AND deleted_at IS NULL FOR UPDATE`;
  if (!document) throw notFound('document');
  return document;
}

type Owner = { id: string; collectionId: string; versionId: string; text: string };

/** Makes a region what it shall be: its change, its passages, and a job for what they lack. */
export async function storeRegion(tx: Transaction, send: SendJob, viewer: Viewer, document: Owner, region: Region): Promise<void> {
  const { id: documentId, collectionId, versionId, text } = document;
  const base = text.slice(region.start, region.end);
  const instead = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM passage WHERE document_id = ${documentId} AND version_id = ${versionId} AND start >= ${region.start} AND "end" <= ${region.end}`;
  // Of changes that are joined one goes on.
  await tx.passageEdit.deleteMany({
    where: { documentId, versionId, start: { gte: region.start, lt: region.end }, ...(region.editId !== undefined && { id: { not: region.editId } }) },
  });
  const owner = { teamId: viewer.teamId, collectionId, documentId, versionId };
  const ids = instead.map(({ id }) => id);
  if (isAsRead(region)) {
    if (region.editId !== undefined) await tx.passageEdit.delete({ where: { id: region.editId } });
    await exchangePassages(tx, { ...owner, passages: passagesAsRead(text, region.asRead) }, ids);
  } else {
    const data = {
      base, occurrence: occurrenceOf(text, region), pieces: region.pieces, versionId, start: region.start, asRead: region.asRead,
      editedById: viewer.userId, editedAt: new Date(),
    };
    const edit =
      region.editId === undefined
        ? await tx.passageEdit.create({ data: { ...data, teamId: viewer.teamId, documentId }, select: { id: true } })
        : await tx.passageEdit.update({ where: { id: region.editId }, data, select: { id: true } });
    const passages = passagesOfEdit(text, { id: edit.id, base, occurrence: 0, pieces: region.pieces }, region, countTokens);
    await exchangePassages(tx, { ...owner, passages }, ids);
  }
  await tx.$executeRaw`
    UPDATE document SET edits = edits + 1, updated_at = now() AT TIME ZONE 'utc' WHERE id = ${documentId}`;
  await tx.$executeRaw`
    UPDATE document_version SET passage_count = (SELECT passage_count FROM document WHERE id = ${documentId}) WHERE id = ${versionId}`;
  await send(tx, 'sharpen', documentId);
  if (isAsRead(region)) await annotateLater(tx, send, [documentId]);
}
