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
  /** The file of the version before, read by a newer parser that found another text. */
  readAnew: boolean;
};

/** The versions of a document of the team, newest first. Empty for foreign and deleted documents. */
export async function listVersions(viewer: Viewer, documentId: string): Promise<VersionRow[]> {
  const versions = await db().documentVersion.findMany({
    where: { documentId, teamId: viewer.teamId, document: { teamId: viewer.teamId, deletedAt: null } },
    orderBy: { number: 'desc' },
    select: {
      id: true, number: true, fileName: true, createdAt: true, uploadedById: true, sizeBytes: true, sha256: true, passageCount: true, pipelineVersion: true,
      document: { select: { currentVersionId: true } },
    },
  });
  const people = await db().user.findMany({ where: { id: { in: versions.map((version) => version.uploadedById) } }, select: { id: true, name: true } });
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
    readAnew: versions[i + 1]?.sha256 === version.sha256,
  }));
}
