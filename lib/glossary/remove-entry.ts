import { recordEvent } from '@/lib/audit/record-event';
import { requireRole, type Viewer } from '@/lib/auth/viewer';
import { db } from '@/lib/db/client';
import { notFound } from '@/lib/errors/app-error';

/** Throws `not_found:entry`. */
export async function removeEntry(viewer: Viewer, entryId: string): Promise<void> {
  requireRole(viewer, 'admin');
  await db().$transaction(async (tx) => {
    const entry = await tx.glossaryEntry.findFirst({ where: { id: entryId, teamId: viewer.teamId }, select: { term: true, synonyms: true } });
    if (!entry) throw notFound('entry');
    await tx.glossaryEntry.delete({ where: { id: entryId } });
    await recordEvent(tx, viewer, { action: 'glossary.remove', target: { type: 'glossary-entry', id: entryId }, detail: entry });
  });
}
