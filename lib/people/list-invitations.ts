import { requireRole, type Viewer } from '@/lib/auth/viewer';
import { db } from '@/lib/db/client';
import type { Role } from '@/lib/db/generated/enums';

export type InvitationRow = { id: string; role: Role; email: string | null; createdAt: Date; expiresAt: Date };

/** The team's invitations that can still be used, newest first. Never their links: those are shown once. */
export async function listInvitations(viewer: Viewer): Promise<InvitationRow[]> {
  requireRole(viewer, 'admin');
  return db().$queryRaw<InvitationRow[]>`
    SELECT id, role::text AS role, email, created_at AT TIME ZONE 'UTC' AS "createdAt", expires_at AT TIME ZONE 'UTC' AS "expiresAt"
    FROM invitation
    WHERE team_id = ${viewer.teamId} AND used_at IS NULL AND expires_at > now() AT TIME ZONE 'UTC'
    ORDER BY created_at DESC`;
}
