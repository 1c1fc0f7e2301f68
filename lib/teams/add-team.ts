import { recordEvent } from '@/lib/audit/record-event';
import { requireRole, type Viewer } from '@/lib/auth/viewer';
import { db } from '@/lib/db/client';
import { createTeam } from './create-team';

/** Another team in this portal, owned by the viewer, whose session then looks at it. For owners of a team. */
export async function addTeam(viewer: Viewer, name: string): Promise<{ id: string }> {
  requireRole(viewer, 'owner');
  return db().$transaction(async (tx) => {
    const team = await createTeam(tx, { name, ownerId: viewer.userId });
    await tx.session.updateMany({ where: { id: viewer.sessionId }, data: { teamId: team.id } });
    await recordEvent(tx, { userId: viewer.userId, teamId: team.id }, { action: 'team.create', target: { type: 'team', id: team.id }, detail: { name } });
    return team;
  });
}
