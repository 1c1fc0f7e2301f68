import type { Viewer } from '@/lib/auth/viewer';
import { db } from '@/lib/db/client';
import { notFound } from '@/lib/errors/app-error';

/** One version's canonical text. */
export type VersionText = { id: string; number: number; createdAt: Date; text: string };

/**
 * The text of the version of a document that is searched, and, on asking, those of others. Throws `not_found:document`
 * for foreign, missing and deleted documents, and for versions that were not read.
 */
export async function versionTexts(viewer: Viewer, documentId: string) {
  const document = await db().document.findFirst({
    where: { id: documentId, teamId: viewer.teamId, deletedAt: null },
    select: { currentVersionId: true, versions: { where: { text: { not: null } }, orderBy: { number: 'asc' }, select: { id: true, number: true } } },
  });
  if (!document?.currentVersionId) throw notFound('document');
  const known = new Map<string, Promise<VersionText>>();
  /** Texts are large: each is read once, and only those that are needed. */
  const textOf = (versionId: string): Promise<VersionText> => {
    const reading =
      known.get(versionId) ??
      db()
        .documentVersion.findFirst({ where: { id: versionId, documentId, teamId: viewer.teamId }, select: { id: true, number: true, createdAt: true, text: true } })
        .then((version) => {
          if (!version || version.text === null) throw notFound('document');
          return { ...version, text: version.text };
        });
    known.set(versionId, reading);
    return reading;
  };
  const current = await textOf(document.currentVersionId);
  /** The versions after one up to the current one, oldest first. */
  const after = (number: number): string[] =>
    document.versions.filter((version) => version.number > number && version.number <= current.number).map((version) => version.id);
  return { current, textOf, after };
}

export type VersionTexts = Awaited<ReturnType<typeof versionTexts>>;
