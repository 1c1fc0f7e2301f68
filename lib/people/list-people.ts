import { requireRole, type Viewer } from '@/lib/auth/viewer';
import { db } from '@/lib/db/client';
import type { Role } from '@/lib/db/generated/enums';

export type PersonRow = { id: string; name: string; email: string; role: Role; disabled: boolean; joinedAt: Date; lastSeenAt: Date | null };

/** The members of the viewer's team, by name. `lastSeenAt` is null for people without a session. */
export async function listPeople(viewer: Viewer): Promise<PersonRow[]> {
  requireRole(viewer, 'admin');
  const members = await db().membership.findMany({
    where: { teamId: viewer.teamId },
    select: {
      role: true,
      createdAt: true,
      user: { select: { id: true, name: true, email: true, disabledAt: true, sessions: { select: { lastSeenAt: true }, orderBy: { lastSeenAt: 'desc' }, take: 1 } } },
    },
    orderBy: [{ user: { name: 'asc' } }, { userId: 'asc' }],
  });
  return members.map(({ role, createdAt, user }) => ({
    id: user.id,
    name: user.name,
    email: user.email,
    role,
    disabled: user.disabledAt !== null,
    joinedAt: createdAt,
    lastSeenAt: user.sessions[0]?.lastSeenAt ?? null,
  }));
}
