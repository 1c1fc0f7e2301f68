import type { Viewer } from '@/lib/auth/viewer';
import { db } from '@/lib/db/client';
import { notFound } from '@/lib/errors/app-error';
import type { Block, DocumentFormat, Page, ParseReport } from '@/lib/ingest/parse/parsed-document';

/** One version of a document as it was read: what the reader shows and what citations point into. */
export type ReadableVersion = {
  documentId: string;
  versionId: string;
  /** 1 for the first upload, counted up by each replacement. */
  number: number;
  name: string;
  title?: string;
  format: DocumentFormat;
  fileName: string;
  /** Whether this is the version that is searched now. */
  isCurrent: boolean;
  /** ISO time of the upload. */
  createdAt: string;
  text: string;
  blocks: Block[];
  pages: Page[];
  report: ParseReport;
};

/** `versionId` may be 'current', the version that is searched. Throws `not_found:document` for foreign, missing and deleted ones, and for a version that was not read (yet). */
export async function readVersion(viewer: Viewer, documentId: string, versionId: string): Promise<ReadableVersion> {
  const document = { id: documentId, teamId: viewer.teamId, deletedAt: null };
  const id = versionId === 'current' ? (await db().document.findFirst({ where: document, select: { currentVersionId: true } }))?.currentVersionId : versionId;
  if (!id) throw notFound('document');
  const version = await db().documentVersion.findFirst({
    where: { id, teamId: viewer.teamId, document },
    include: { document: { select: { name: true, format: true, currentVersionId: true } } },
  });
  if (!version || version.text === null) throw notFound('document');
  return {
    documentId,
    versionId: version.id,
    number: version.number,
    name: version.document.name,
    ...(version.title !== null && { title: version.title }),
    format: version.document.format as DocumentFormat,
    fileName: version.fileName,
    isCurrent: version.document.currentVersionId === version.id,
    createdAt: version.createdAt.toISOString(),
    text: version.text,
    blocks: version.blocks as unknown as Block[],
    pages: version.pages as unknown as Page[],
    report: version.report as unknown as ParseReport,
  };
}
