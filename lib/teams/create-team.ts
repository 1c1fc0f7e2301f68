import type { Transaction } from '@/lib/db/client';

/** Name of the collection that every team starts with. */
export const firstCollection = 'General';

/** Creates a team with its first collection and its owner. Call inside a transaction. */
export async function createTeam(tx: Transaction, team: { name: string; ownerId: string }): Promise<{ id: string }> {
  return tx.team.create({
    data: {
      name: team.name,
      memberships: { create: { userId: team.ownerId, role: 'owner' } },
      collections: { create: { name: firstCollection } },
    },
    select: { id: true },
  });
}
