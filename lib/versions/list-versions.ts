import type { Viewer } from '@/lib/auth/viewer';
import { db } from '@/lib/db/client';

export type VersionRow = {
  id: string;
  number: number;
  fileName: string;
  /** ISO time of the upload, or of the reading where the same file was read anew. */
  createdAt: string;
  uploadedBy: string;
  sizeBytes: number;
  /** How many passages it was cut into; undefined while it is not read, and for versions from before that was kept. */
  passages?: number;
  /** The one that is searched, one before it, or one that could not be read or is not read yet. */
  state: 'current' | 'earlier' | 'unread';
  /** Who accepted it as it is, though something of the file is missing, and when (ISO time). */
  accepted?: { by: string; at: string };
  /** The file of the version before, read by a newer parser that found another text. */
  readAnew: boolean;
};

/** The versions of a document of the team, newest first. Empty for foreign and deleted documents. */
export async function listVersions(viewer: Viewer, documentId: string): Promise<VersionRow[]> {
  const versions = await db().documentVersion.findMany({
    where: { documentId, teamId: viewer.teamId, document: { teamId: viewer.teamId, deletedAt: null } },
    orderBy: { number: 'desc' },
    select: {
      id: true, number: true, fileName: true, createdAt: true, uploadedById: true, sizeBytes: true, sha256: true, passageCount: true, pipelineVersion: true, acceptedAt: true, acceptedById: true,
      document: { select: { currentVersionId: true } },
    },
  });
  const people = await db().user.findMany({ where: { id: { in: versions.flatMap((version) => [version.uploadedById, version.acceptedById ?? []].flat()) } }, select: { id: true, name: true } });
  const names = new Map(people.map((person) => [person.id, person.name]));
  return versions.map((version, i) => ({
    id: version.id,
    number: version.number,
    fileName: version.fileName,
    createdAt: version.createdAt.toISOString(),
    uploadedBy: names.get(version.uploadedById) ?? 'Someone who left',
    sizeBytes: version.sizeBytes,
    ...(version.passageCount !== null && { passages: version.passageCount }),
    state: version.id === version.document.currentVersionId ? 'current' : version.pipelineVersion === null ? 'unread' : 'earlier',
    ...(version.acceptedAt && { accepted: { by: names.get(version.acceptedById ?? '') ?? 'Someone who left', at: version.acceptedAt.toISOString() } }),
    readAnew: versions[i + 1]?.sha256 === version.sha256,
  }));
}
