import { recordEvent } from '@/lib/audit/record-event';
import { requireRole, type Viewer } from '@/lib/auth/viewer';
import { db, type Transaction } from '@/lib/db/client';
import { AppError, notFound } from '@/lib/errors/app-error';
import { jobSender } from '@/lib/jobs/jobs';

/**
 * Has the language model asked again for notes where it stopped, or where it waits after a failure: on one document, or
 * on all of a collection. What it said nothing of use about is asked for too; all this was confirmed when notes were
 * switched on. Returns how many documents go on. Throws `not_found:…`, and `conflict:notes` where nothing has stopped.
 */
export async function retryNotes(viewer: Viewer, target: { collectionId: string } | { documentId: string }): Promise<{ documents: number }> {
  requireRole(viewer, 'editor');
  const send = await jobSender();
  return db().$transaction(
    async (tx) => {
      const what = await named(tx, viewer, target);
      const runs = await tx.noteRun.findMany({
        where: {
          teamId: viewer.teamId,
          document: { teamId: viewer.teamId, deletedAt: null, collection: { notesSince: { not: null } }, ...('documentId' in target ? { id: target.documentId } : { collectionId: target.collectionId }) },
          OR: [{ state: 'stopped' }, { state: 'waiting', problem: { not: null } }],
        },
        select: { documentId: true },
      });
      const ids = runs.map(({ documentId }) => documentId);
      if (ids.length === 0) throw new AppError('conflict:notes', 'Nothing is left to try again: the language model goes on, or is done.');
      await tx.passageNote.deleteMany({ where: { teamId: viewer.teamId, documentId: { in: ids }, state: 'proposed', ...saysNothing } });
      await tx.noteRun.updateMany({ where: { documentId: { in: ids } }, data: { state: 'waiting', problem: null, retryAt: null, updatedAt: new Date() } });
      for (const [n, id] of ids.entries()) await send(tx, 'annotate', id, { priority: -n });
      await recordEvent(tx, viewer, { action: `${what.type}.notes-retry`, target: what, detail: { documents: ids.length } });
      return { documents: ids.length };
    },
    { maxWait: 60_000, timeout: 60_000 },
  );
}

/** Notes of which a model wrote nothing that is fit for use: it is asked for a sentence about every passage. */
export const saysNothing = { sentence: null, leftOut: { equals: [] } };

async function named(tx: Transaction, { teamId }: Viewer, target: { collectionId: string } | { documentId: string }): Promise<{ type: 'collection' | 'document'; id: string }> {
  if ('documentId' in target) {
    if ((await tx.document.count({ where: { id: target.documentId, teamId, deletedAt: null } })) === 0) throw notFound('document');
    return { type: 'document', id: target.documentId };
  }
  if ((await tx.collection.count({ where: { id: target.collectionId, teamId } })) === 0) throw notFound('collection');
  return { type: 'collection', id: target.collectionId };
}
