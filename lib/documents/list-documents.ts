import { z } from 'zod';
import type { Viewer } from '@/lib/auth/viewer';
import { db } from '@/lib/db/client';
import type { Prisma } from '@/lib/db/generated/client';
import { missingParts } from '@/lib/ingest/missing-parts';
import { documentFormats, type DocumentFormat } from '@/lib/ingest/parse/document-formats';
import type { ParseReport } from '@/lib/ingest/parse/parsed-document';
import { awaitingKeywordIndex } from '@/lib/retrieval/keyword/index-lag';
import type { DocumentPage, DocumentRow, DocumentSort } from './document-row';

const text = z.string().max(200).refine((value) => !value.includes('\0'), 'This text contains a character that cannot be searched for.');

export const documentQuery = z.object({
  search: text.trim().default(''),
  state: z.enum(['waiting', 'reading', 'ready', 'failed', 'unsettled', 'partly-read']).optional(),
  format: z.enum(documentFormats).optional(),
  collectionId: text.optional(),
  sort: z.enum(['name', 'format', 'state', 'pages', 'passages', 'size', 'uploaded']).default('uploaded'),
  direction: z.enum(['asc', 'desc']).default('desc'),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(200).default(50),
});
export type DocumentQuery = z.infer<typeof documentQuery>;

const columnOf: Record<DocumentSort, (direction: Prisma.SortOrder) => Prisma.DocumentOrderByWithRelationInput> = {
  name: (direction) => ({ name: direction }),
  format: (direction) => ({ format: direction }),
  state: (direction) => ({ state: direction }),
  pages: (direction) => ({ pageCount: { sort: direction, nulls: 'last' } }),
  passages: (direction) => ({ passageCount: direction }),
  size: (direction) => ({ sizeBytes: direction }),
  uploaded: (direction) => ({ createdAt: direction }),
};

/** One page of the team's documents; deleted ones are gone from it at once. */
export async function listDocuments(viewer: Viewer, query: DocumentQuery): Promise<DocumentPage> {
  const where: Prisma.DocumentWhereInput = {
    teamId: viewer.teamId,
    deletedAt: null,
    ...(query.collectionId !== undefined && { collectionId: query.collectionId }),
    ...(query.format && { format: query.format }),
    ...(await inState(viewer, query.state)),
    AND: query.search.split(/\s+/).filter(Boolean).map((word) => ({ name: { contains: escapeLike(word), mode: 'insensitive' } })),
  };
  const [total, found] = await Promise.all([
    db().document.count({ where }),
    db().document.findMany({
      where,
      // The id last, so that equal values keep their order from page to page.
      orderBy: [columnOf[query.sort](query.direction), { id: query.direction }],
      skip: (query.page - 1) * query.pageSize,
      take: query.pageSize,
      select: rowSelection,
    }),
  ]);
  return { documents: await toRows(viewer, found), total, page: query.page, pageSize: query.pageSize };
}

async function inState(viewer: Viewer, state: DocumentQuery['state']): Promise<Prisma.DocumentWhereInput> {
  if (state === undefined) return {};
  if (state === 'unsettled') return { state: { in: ['waiting', 'reading'] } };
  if (state === 'partly-read') return { state: 'ready', id: { in: await partlyRead(viewer) } };
  return { state };
}

/** Documents of the team of which something is missing that nobody has accepted: what missingParts says of a report, as a query. */
async function partlyRead(viewer: Viewer): Promise<string[]> {
  const found = await db().$queryRaw<{ id: string }[]>`
    SELECT document.id FROM document JOIN document_version AS version ON version.id = document.current_version_id
    WHERE document.team_id = ${viewer.teamId} AND deleted_at IS NULL AND accepted_at IS NULL
      AND (coalesce((report->>'imagesSkipped')::int, 0) > 0 OR report->'pagesWithoutText' <> '[]' OR report->'hidden' <> '[]' OR report->'losses' <> '[]')`;
  return found.map(({ id }) => id);
}

/** The rows of these documents, as far as they exist and are the team's. */
export async function documentRows(viewer: Viewer, ids: string[]): Promise<DocumentRow[]> {
  const found = await db().document.findMany({ where: { teamId: viewer.teamId, deletedAt: null, id: { in: ids } }, select: rowSelection });
  return toRows(viewer, found);
}

const rowSelection = {
  id: true,
  name: true,
  format: true,
  collection: { select: { id: true, name: true } },
  state: true,
  stage: true,
  progress: true,
  failureCode: true,
  failureMessage: true,
  currentVersionId: true,
  sizeBytes: true,
  pageCount: true,
  passageCount: true,
  uploadedById: true,
  createdAt: true,
  sourceUrl: true,
  parentName: true,
  parent: { select: { id: true, deletedAt: true } },
} satisfies Prisma.DocumentSelect;

type Found = Prisma.DocumentGetPayload<{ select: typeof rowSelection }>;

async function toRows(viewer: Viewer, found: Found[]): Promise<DocumentRow[]> {
  const versionIds = found.flatMap((document) => document.currentVersionId ?? []);
  const [people, reports, pending] = await Promise.all([
    db().user.findMany({ where: { id: { in: [...new Set(found.map((d) => d.uploadedById))] } }, select: { id: true, name: true } }),
    db().documentVersion.findMany({ where: { teamId: viewer.teamId, id: { in: versionIds }, acceptedAt: null }, select: { id: true, report: true } }),
    awaitingKeywordIndex(found.filter((document) => document.state === 'ready').map((document) => document.id)),
  ]);
  const nameOf = new Map(people.map((person) => [person.id, person.name]));
  const missingOf = new Map(reports.map(({ id, report }) => [id, report ? missingParts(report as unknown as ParseReport) : []]));
  return found.map((d) => ({
    id: d.id,
    name: d.name,
    format: d.format as DocumentFormat,
    collection: d.collection,
    state: d.state,
    ...(d.stage !== null && { stage: d.stage }),
    progress: d.progress,
    ...(d.failureCode !== null && { failure: { code: d.failureCode, message: d.failureMessage ?? '' } }),
    missing: missingOf.get(d.currentVersionId ?? '') ?? [],
    ...(d.pageCount !== null && { pageCount: d.pageCount }),
    wordsPending: pending.has(d.id),
    passageCount: d.passageCount,
    sizeBytes: d.sizeBytes,
    uploadedBy: nameOf.get(d.uploadedById) ?? 'Someone who left',
    createdAt: d.createdAt.toISOString(),
    ...(d.sourceUrl !== null && { sourceUrl: d.sourceUrl }),
    ...(d.parentName !== null && { parent: { name: d.parentName, ...(d.parent?.deletedAt === null && { id: d.parent.id }) } }),
    ...(d.currentVersionId !== null && { currentVersionId: d.currentVersionId }),
  }));
}

function escapeLike(word: string): string {
  return word.replace(/[\\%_]/g, '\\$&');
}
