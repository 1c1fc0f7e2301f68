import { recordEvent } from '@/lib/audit/record-event';
import { requireRole, type Viewer } from '@/lib/auth/viewer';
import { db } from '@/lib/db/client';
import { Prisma } from '@/lib/db/generated/client';
import { AppError, notFound } from '@/lib/errors/app-error';
import { annotateLater } from '@/lib/ingest/notes/annotate-later';
import { jobSender } from '@/lib/jobs/jobs';
import { movePassages } from '@/lib/retrieval/passage-store';
import type { CollectionRow } from './document-row';

/** The team's collections by name, with how many documents each holds. */
export async function listCollections(viewer: Viewer): Promise<CollectionRow[]> {
  const found = await db().collection.findMany({
    where: { teamId: viewer.teamId },
    orderBy: { name: 'asc' },
    select: { id: true, name: true, _count: { select: { documents: { where: { deletedAt: null } } } } },
  });
  return found.map(({ id, name, _count }) => ({ id, name, documentCount: _count.documents }));
}

/** Throws `conflict:collection` when the team has one of this name. */
export async function createCollection(viewer: Viewer, name: string): Promise<{ id: string; name: string }> {
  requireRole(viewer, 'editor');
  return named(name, () =>
    db().$transaction(async (tx) => {
      const collection = await tx.collection.create({ data: { teamId: viewer.teamId, name }, select: { id: true, name: true } });
      await recordEvent(tx, viewer, { action: 'collection.create', target: { type: 'collection', id: collection.id }, detail: { name } });
      return collection;
    }),
  );
}

/** Throws `not_found:collection`, `conflict:collection`. */
export async function renameCollection(viewer: Viewer, collectionId: string, name: string): Promise<{ id: string; name: string }> {
  requireRole(viewer, 'editor');
  return named(name, () =>
    db().$transaction(async (tx) => {
      const before = await tx.collection.findFirst({ where: { id: collectionId, teamId: viewer.teamId }, select: { name: true } });
      if (!before) throw notFound('collection');
      await tx.collection.update({ where: { id: collectionId }, data: { name } });
      await recordEvent(tx, viewer, { action: 'collection.rename', target: { type: 'collection', id: collectionId }, detail: { before: before.name, after: name } });
      return { id: collectionId, name };
    }),
  );
}

/**
 * Deletes a collection; its documents go to `moveTo` first. Throws `conflict:collection-not-empty` when it holds
 * documents and no place for them is given, `conflict:last-collection` for a team's only one.
 */
export async function deleteCollection(viewer: Viewer, collectionId: string, moveTo?: string): Promise<{ moved: number }> {
  requireRole(viewer, 'editor');
  const send = await jobSender();
  return db().$transaction(async (tx) => {
    // The team's collections are locked together, so that two people cannot delete the last two at once.
    const all = await tx.$queryRaw<{ id: string; name: string }[]>`SELECT id, name FROM collection WHERE team_id = ${viewer.teamId} FOR UPDATE`;
    const collection = all.find((one) => one.id === collectionId);
    if (!collection) throw notFound('collection');
    if (all.length === 1) throw new AppError('conflict:last-collection', 'A team needs at least one collection. Create another one first.');
    const visible = await tx.document.count({ where: { collectionId, deletedAt: null } });
    if (visible > 0 && moveTo === undefined) {
      throw new AppError('conflict:collection-not-empty', `"${collection.name}" holds ${visible} ${visible === 1 ? 'document' : 'documents'}. Choose a collection that they move to.`);
    }
    const target = moveTo === undefined ? all.find((one) => one.id !== collectionId) : all.find((one) => one.id === moveTo && one.id !== collectionId);
    if (!target) throw notFound('collection');
    // Documents whose deletion can still be undone move along.
    const moving = await tx.document.findMany({ where: { collectionId, teamId: viewer.teamId }, select: { id: true } });
    await tx.document.updateMany({ where: { collectionId, teamId: viewer.teamId }, data: { collectionId: target.id } });
    await movePassages(tx, moving.map(({ id }) => id), target.id);
    await annotateLater(tx, send, moving.map(({ id }) => id));
    await tx.collection.delete({ where: { id: collectionId } });
    await recordEvent(tx, viewer, { action: 'collection.delete', target: { type: 'collection', id: collectionId }, detail: { name: collection.name, moved: visible, movedTo: target.id } });
    return { moved: visible };
  });
}

async function named<T>(name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002') {
      throw new AppError('conflict:collection', `There is already a collection named "${name}".`, { cause: error });
    }
    throw error;
  }
}
