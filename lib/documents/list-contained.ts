import type { Viewer } from '@/lib/auth/viewer';
import { db } from '@/lib/db/client';
import type { ContainedFile } from './contained-file';

/** What became of a mail's attachments, in the newest version of it; undefined for other documents, and until they were looked at. */
export async function listContained(viewer: Viewer, documentId: string): Promise<ContainedFile[] | undefined> {
  const version = await db().documentVersion.findFirst({
    where: { documentId, teamId: viewer.teamId, document: { teamId: viewer.teamId, deletedAt: null } },
    orderBy: { number: 'desc' },
    select: { contained: true },
  });
  const contained = (version?.contained ?? undefined) as unknown as ContainedFile[] | undefined;
  if (!contained) return undefined;
  const ids = contained.flatMap((file) => file.documentId ?? []);
  const there = new Set((await db().document.findMany({ where: { teamId: viewer.teamId, deletedAt: null, id: { in: ids } }, select: { id: true } })).map(({ id }) => id));
  return contained.map(({ documentId: id, ...file }) => (id !== undefined && !there.has(id) ? { ...file, refusal: 'It was deleted.' } : { ...file, ...(id !== undefined && { documentId: id }) }));
}
