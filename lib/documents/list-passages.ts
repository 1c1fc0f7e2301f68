import type { Viewer } from '@/lib/auth/viewer';
import { db } from '@/lib/db/client';

export type PassageRow = { id: string; ordinal: number; start: number; end: number; context: string; page?: number; tokens: number };

/** A document's passages in their order, as they were cut; `from` is 0-based. Empty for foreign and deleted documents. */
export async function listPassages(viewer: Viewer, documentId: string, range: { from: number; count: number }): Promise<PassageRow[]> {
  const visible = await db().document.count({ where: { id: documentId, teamId: viewer.teamId, deletedAt: null } });
  if (visible === 0) return [];
  const passages = await db().passage.findMany({
    where: { teamId: viewer.teamId, documentId, ordinal: { gte: range.from, lt: range.from + range.count } },
    orderBy: { ordinal: 'asc' },
    select: { id: true, ordinal: true, start: true, end: true, context: true, page: true, tokens: true },
  });
  return passages.map(({ page, ...passage }) => ({ ...passage, ...(page !== null && { page }) }));
}
