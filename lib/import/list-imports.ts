import { requireRole, type Viewer } from '@/lib/auth/viewer';
import { db } from '@/lib/db/client';
import type { Prisma } from '@/lib/db/generated/client';
import { notFound } from '@/lib/errors/app-error';
import { countItemsOf } from './count-items';
import type { ImportItemRow, ImportKind, ImportPage, ImportRow, ImportState, ItemState } from './import-row';

/** Pages of an import that are shown at once. */
const itemsPerPage = 100;

/** The team's imports, the latest first. */
export async function listImports(viewer: Viewer): Promise<ImportRow[]> {
  requireRole(viewer, 'editor');
  return toRows(viewer, await db().importSource.findMany({ where: { teamId: viewer.teamId }, orderBy: [{ startedAt: 'desc' }, { id: 'desc' }] }));
}

/** One import with a page of what it knows, in the order in which it was found. Throws `not_found:import`. */
export async function readImport(viewer: Viewer, importId: string, { state, page }: { state?: ItemState; page: number }): Promise<ImportPage> {
  requireRole(viewer, 'editor');
  const found = await db().importSource.findFirst({ where: { id: importId, teamId: viewer.teamId } });
  const [source] = found ? await toRows(viewer, [found]) : [];
  if (!source) throw notFound('import');
  const where: Prisma.ImportItemWhereInput = { importId, teamId: viewer.teamId, ...(state && { state }) };
  const [total, items] = await Promise.all([
    db().importItem.count({ where }),
    db().importItem.findMany({ where, orderBy: { id: 'asc' }, skip: (page - 1) * itemsPerPage, take: itemsPerPage }),
  ]);
  const documents = await db().document.findMany({
    where: { teamId: viewer.teamId, deletedAt: null, id: { in: items.flatMap((item) => item.documentId ?? []) } },
    select: { id: true, name: true },
  });
  const documentOf = new Map(documents.map((document) => [document.id, document]));
  const rows = items.map((item): ImportItemRow => {
    const document = item.documentId === null ? undefined : documentOf.get(item.documentId);
    return { id: item.id, address: item.address, state: item.state as ItemState, ...(item.reason !== null && { reason: item.reason }), ...(document && { document }) };
  });
  return { source, items: rows, total, page, pageSize: itemsPerPage };
}

async function toRows(viewer: Viewer, found: Prisma.ImportSourceGetPayload<object>[]): Promise<ImportRow[]> {
  const [collections, people, counts] = await Promise.all([
    db().collection.findMany({ where: { teamId: viewer.teamId }, select: { id: true, name: true } }),
    db().user.findMany({ where: { id: { in: [...new Set(found.map((source) => source.startedById))] } }, select: { id: true, name: true } }),
    countItemsOf(found.map((source) => source.id)),
  ]);
  const collectionOf = new Map(collections.map((collection) => [collection.id, collection]));
  const nameOf = new Map(people.map((person) => [person.id, person.name]));
  return found.map((source) => ({
    id: source.id,
    kind: source.kind as ImportKind,
    address: source.address,
    collection: collectionOf.get(source.collectionId) ?? { id: source.collectionId, name: 'A deleted collection' },
    pageLimit: source.pageLimit,
    limitReached: source.limitReached,
    state: source.state as ImportState,
    ...(source.failureMessage !== null && { failure: source.failureMessage }),
    counts: counts.get(source.id) ?? {},
    startedBy: nameOf.get(source.startedById) ?? 'Someone who left',
    startedAt: source.startedAt.toISOString(),
    ...(source.finishedAt && { finishedAt: source.finishedAt.toISOString() }),
  }));
}
