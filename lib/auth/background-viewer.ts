import { db } from '@/lib/db/client';
import { AppError } from '@/lib/errors/app-error';
import type { Viewer } from './viewer';

/** A session that nobody has: what such a viewer does is checked against the membership alone. */
const noSession = 'background';

/** A member as a viewer, for work that they have left to the portal. Throws `forbidden:role` when they no longer are one. */
export async function backgroundViewer(teamId: string, userId: string): Promise<Viewer> {
  const membership = await db().membership.findFirst({
    where: { teamId, userId, user: { disabledAt: null } },
    select: { role: true, user: { select: { name: true, email: true } } },
  });
  if (!membership) throw new AppError('forbidden:role', 'Whoever began this no longer belongs to the team.');
  return { userId, sessionId: noSession, teamId, role: membership.role, ...membership.user };
}
