import { hashToken } from '@/lib/auth/open-setup';
import { type Transaction, db } from '@/lib/db/client';
import type { Role } from '@/lib/db/generated/enums';
import { AppError } from '@/lib/errors/app-error';

export type OpenInvitation = { id: string; teamId: string; teamName: string; role: Role; email: string | null; createdById: string };

/**
 * The invitation that a token opens: not used, not expired, and made by somebody who may still give that role.
 * Undefined otherwise, whatever the reason.
 */
export async function findInvitation(token: string, client: Transaction = db()): Promise<OpenInvitation | undefined> {
  const rows = await client.$queryRaw<OpenInvitation[]>`
    SELECT i.id, i.team_id AS "teamId", t.name AS "teamName", i.role::text AS role, i.email, i.created_by_id AS "createdById"
    FROM invitation i
    JOIN team t ON t.id = i.team_id
    JOIN membership m ON m.team_id = i.team_id AND m.user_id = i.created_by_id
    JOIN "user" u ON u.id = m.user_id AND u.disabled_at IS NULL
    WHERE i.token_hash = ${hashToken(token)} AND i.used_at IS NULL AND i.expires_at > now() AT TIME ZONE 'UTC'
      AND (m.role = 'owner' OR (m.role = 'admin' AND i.role <> 'owner'))`;
  return rows[0];
}

/** The one answer for every invitation that cannot be used. */
export function invitationGone(): AppError {
  return new AppError('not_found:invitation', 'This invitation has been used, has expired or was withdrawn. Ask for a new one.');
}
