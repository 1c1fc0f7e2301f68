import { recordEvent } from '@/lib/audit/record-event';
import { requireRole, type Viewer } from '@/lib/auth/viewer';
import { db } from '@/lib/db/client';
import { notFound } from '@/lib/errors/app-error';

/**
 * Gives up a change of the embedding model; the present one goes on serving. What was made so far is removed later and
 * used again when the same change is begun before. Throws `not_found:change` when none is under way.
 */
export async function cancelChange(viewer: Viewer): Promise<void> {
  requireRole(viewer, 'admin');
  const { teamId } = viewer;
  await db().$transaction(async (tx) => {
    const building = await tx.embeddingSetting.findUnique({ where: { teamId_role: { teamId, role: 'building' } }, include: { space: true } });
    if (!building) throw notFound('change');
    await tx.embeddingSetting.delete({ where: { id: building.id } });
    await recordEvent(tx, viewer, { action: 'embedding.cancel', target: { type: 'team', id: teamId }, detail: { model: building.space.model, passages: building.passagesDone } });
  });
}
