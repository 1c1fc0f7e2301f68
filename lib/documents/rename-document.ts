import { recordEvent } from '@/lib/audit/record-event';
import { requireRole, type Viewer } from '@/lib/auth/viewer';
import { db } from '@/lib/db/client';
import { notFound } from '@/lib/errors/app-error';
import { cleanFileName } from './file-name';

/** Changes the name under which a document is listed and cited from now on. Throws `not_found:document`. */
export async function renameDocument(viewer: Viewer, documentId: string, newName: string): Promise<{ id: string; name: string }> {
  requireRole(viewer, 'editor');
  const name = cleanFileName(newName);
  return db().$transaction(async (tx) => {
    const renamed = await tx.document.updateMany({ where: { id: documentId, teamId: viewer.teamId, deletedAt: null }, data: { name } });
    if (renamed.count === 0) throw notFound('document');
    // Without the names: nothing that was in a document, its title included, may outlive it in the log.
    await recordEvent(tx, viewer, { action: 'document.rename', target: { type: 'document', id: documentId } });
    return { id: documentId, name };
  });
}
