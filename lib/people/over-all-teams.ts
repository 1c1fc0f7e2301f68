import type { Transaction } from '@/lib/db/client';

/**
 * Whether `adminId` is an admin, of at least the person's own role, in every team of the person (and they have one).
 * An account opens all of its teams: who is over only some of them may not act on the account itself.
 */
export async function isOverAllTeams(client: Transaction, adminId: string, userId: string): Promise<boolean> {
  const rows = await client.$queryRaw<{ may: boolean }[]>`
    SELECT count(*) > 0 AND bool_and(coalesce(a.role = 'owner' OR (a.role = 'admin' AND m.role <> 'owner'), false)) AS may
    FROM membership m
    LEFT JOIN (membership a JOIN "user" u ON u.id = a.user_id AND u.disabled_at IS NULL) ON a.team_id = m.team_id AND a.user_id = ${adminId}
    WHERE m.user_id = ${userId}`;
  return rows[0]?.may === true;
}
