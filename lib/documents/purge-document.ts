import { recordEvent } from '@/lib/audit/record-event';
import { db } from '@/lib/db/client';
import { deleteFile } from '@/lib/files/file-store';
import { removePassages } from '@/lib/retrieval/passage-store';
import { undoSeconds } from './delete-documents';
import { redactMessages } from './redact-messages';

/**
 * Removes what is left of a deleted document once its deletion can no longer be undone: its words in chats, its
 * passages, its originals, its rows, in this order, so that a purge that was cut off is found again and goes on.
 * Does nothing for a document that is not deleted.
 */
export async function purgeDocument(documentId: string): Promise<void> {
  const found = await db().$queryRaw<{ id: string; teamId: string; deletedAt: Date }[]>`
    SELECT id, team_id AS "teamId", deleted_at AS "deletedAt" FROM document
    WHERE id = ${documentId} AND deleted_at <= (now() AT TIME ZONE 'utc') - make_interval(secs => ${undoSeconds})`;
  const document = found[0];
  if (!document) return;
  const options = { maxWait: 60_000, timeout: 120_000 };
  await db().$transaction(async (tx) => {
    await redactMessages(tx, document);
    await removePassages(tx, documentId);
  }, options);
  const versions = await db().documentVersion.findMany({ where: { documentId }, select: { sha256: true } });
  const hashes = [...new Set(versions.map((version) => version.sha256))];
  for (const sha256 of hashes) {
    await deleteFile(document.teamId, sha256, async () => {
      const others = await db().documentVersion.count({ where: { teamId: document.teamId, sha256, documentId: { not: documentId } } });
      return others > 0;
    });
  }
  await db().$transaction(async (tx) => {
    // Answers that were being written when the document disappeared have been recorded by now.
    await redactMessages(tx, document);
    await tx.document.delete({ where: { id: documentId } });
    await recordEvent(tx, { system: true, teamId: document.teamId }, { action: 'document.purge', target: { type: 'document', id: documentId }, detail: { sha256: hashes } });
  }, options);
}
