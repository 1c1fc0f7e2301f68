import { recordEvent } from '@/lib/audit/record-event';
import { requireRole, type Viewer } from '@/lib/auth/viewer';
import { db } from '@/lib/db/client';
import { AppError, notFound } from '@/lib/errors/app-error';
import { missingParts } from '@/lib/ingest/missing-parts';
import type { ParseReport } from '@/lib/ingest/parse/parsed-document';

/**
 * Accepts what was read of a document as all there is to have, though something is missing: it counts as ready from then
 * on, until another version takes over or another reading finds other things missing. Accepting twice changes nothing.
 * Throws `not_found:document`, `conflict:version` when another version is the current one by now, `conflict:complete`
 * when nothing is missing.
 */
export async function acceptVersion(viewer: Viewer, documentId: string, versionId: string): Promise<void> {
  requireRole(viewer, 'editor');
  await db().$transaction(async (tx) => {
    const [document] = await tx.$queryRaw<{ currentVersionId: string | null }[]>`
      SELECT current_version_id AS "currentVersionId" FROM document
      WHERE id = ${documentId} AND team_id = ${viewer.teamId} AND deleted_at IS NULL FOR UPDATE`;
    if (!document) throw notFound('document');
    if (document.currentVersionId !== versionId) {
      throw new AppError('conflict:version', 'This document has another version by now. Look at what is missing there.');
    }
    const version = await tx.documentVersion.findUniqueOrThrow({ where: { id: versionId }, select: { report: true, acceptedAt: true } });
    if (version.acceptedAt) return;
    const missing = version.report ? missingParts(version.report as unknown as ParseReport) : [];
    if (missing.length === 0) throw new AppError('conflict:complete', 'Nothing of this document is missing, so there is nothing to accept.');
    await tx.documentVersion.update({ where: { id: versionId }, data: { acceptedAt: new Date(), acceptedById: viewer.userId } });
    await recordEvent(tx, viewer, { action: 'document.accept', target: { type: 'document', id: documentId }, detail: { versionId, missing: missing.length } });
  });
}
