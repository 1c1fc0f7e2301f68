import { requireRole, type Viewer } from '@/lib/auth/viewer';
import { db } from '@/lib/db/client';
import type { GlossaryRow } from './glossary-entry';

/** The team's glossary by term. For admins. */
export async function listEntries(viewer: Viewer): Promise<GlossaryRow[]> {
  requireRole(viewer, 'admin');
  const found = await db().glossaryEntry.findMany({
    where: { teamId: viewer.teamId },
    select: { id: true, term: true, synonyms: true, note: true, updatedAt: true },
    orderBy: [{ termKey: 'asc' }],
  });
  return found.map((entry) => ({ ...entry, updatedAt: entry.updatedAt.toISOString() }));
}
