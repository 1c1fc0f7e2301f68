import type { Viewer } from '@/lib/auth/viewer';
import { db } from '@/lib/db/client';

export type PassageRow = { id: string; ordinal: number; start: number; end: number; text: string; context: string; page?: number; tokens: number };

/** The passages of a document's version in their order, as they were cut. Empty for foreign and deleted documents. */
export async function listPassages(viewer: Viewer, documentId: string, versionId: string): Promise<PassageRow[]> {
  const visible = await db().document.count({ where: { id: documentId, teamId: viewer.teamId, deletedAt: null } });
  if (visible === 0) return [];
  const passages = await db().passage.findMany({
    where: { teamId: viewer.teamId, documentId, versionId },
    orderBy: { ordinal: 'asc' },
    select: { id: true, ordinal: true, start: true, end: true, text: true, context: true, page: true, tokens: true },
  });
  return passages.map(({ page, ...passage }) => ({ ...passage, ...(page !== null && { page }) }));
}
