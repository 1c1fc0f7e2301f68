import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { Viewer } from '@/lib/auth/viewer';
import { db } from '@/lib/db/client';
import { notFound } from '@/lib/errors/app-error';
import { openFile } from '@/lib/files/file-store';
import type { DocumentFormat } from '@/lib/ingest/parse/parsed-document';
import { pictureType } from '@/lib/ingest/parse/picture-header';

export type Original = {
  fileName: string;
  format: DocumentFormat;
  /** The kind of a picture, by its bytes. */
  picture?: string;
  sizeBytes: number;
  /** Changes with the bytes. */
  sha256: string;
  open(range?: { start: number; end: number }): Promise<Readable>;
};

/** The file of a version as it was uploaded; of the newest version when none is named. Throws `not_found:document`. */
export async function openOriginal(viewer: Viewer, documentId: string, versionId?: string): Promise<Original> {
  const version = await db().documentVersion.findFirst({
    where: {
      documentId,
      teamId: viewer.teamId,
      document: { teamId: viewer.teamId, deletedAt: null },
      ...(versionId !== undefined && { id: versionId }),
    },
    orderBy: { number: 'desc' },
    include: { document: { select: { name: true, format: true } } },
  });
  if (!version) throw notFound('document');
  const open: Original['open'] = async (range) => (await openFile(version.teamId, version.sha256, range)).stream;
  const format = version.document.format as DocumentFormat;
  const picture = format === 'image' ? pictureType(await buffer(await open({ start: 0, end: 15 }))) : undefined;
  return {
    fileName: version.document.name,
    format,
    ...(picture && { picture }),
    sizeBytes: version.sizeBytes,
    sha256: version.sha256,
    open,
  };
}
