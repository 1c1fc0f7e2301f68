import { randomUUID } from 'node:crypto';
import type { Viewer } from '@/lib/auth/viewer';
import { db } from '@/lib/db/client';
import type { Role } from '@/lib/db/generated/enums';
import { createTeam } from './create-team';

export type TestTeam = { id: string; collectionId: string } & Record<Role, Viewer>;

/** For tests: a team with one member and live session of each role, and its first collection. */
export async function createTestTeam(name = 'Test team'): Promise<TestTeam> {
  const roles: Role[] = ['owner', 'admin', 'editor', 'viewer'];
  const viewers = new Map<Role, Viewer>();
  let teamId = '';
  for (const role of roles) {
    const email = `${role}-${randomUUID()}@example.com`;
    const user = await db().user.create({ data: { email, name: `The ${role}`, passwordHash: 'not a hash' } });
    if (role === 'owner') teamId = (await db().$transaction((tx) => createTeam(tx, { name, ownerId: user.id }))).id;
    else await db().membership.create({ data: { teamId, userId: user.id, role } });
    const session = await db().session.create({
      data: { userId: user.id, teamId, expiresAt: new Date(Date.now() + 3_600_000) },
    });
    viewers.set(role, { userId: user.id, sessionId: session.id, teamId, role, name: user.name, email });
  }
  const collection = await db().collection.findFirstOrThrow({ where: { teamId } });
  const of = (role: Role): Viewer => {
    const viewer = viewers.get(role);
    if (!viewer) throw new Error(`no test viewer for ${role}`);
    return viewer;
  };
  return { id: teamId, collectionId: collection.id, owner: of('owner'), admin: of('admin'), editor: of('editor'), viewer: of('viewer') };
}
