import { recordEvent } from '@/lib/audit/record-event';
import { requireRole, type Viewer } from '@/lib/auth/viewer';
import { db } from '@/lib/db/client';

/** Gives the viewer's team another name. For owners. */
export async function renameTeam(viewer: Viewer, name: string): Promise<void> {
  requireRole(viewer, 'owner');
  await db().$transaction(async (tx) => {
    await tx.team.update({ where: { id: viewer.teamId }, data: { name } });
    await recordEvent(tx, viewer, { action: 'team.rename', target: { type: 'team', id: viewer.teamId }, detail: { name } });
  });
}
