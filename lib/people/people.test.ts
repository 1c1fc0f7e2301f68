import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { findPersonBySession } from '@/lib/auth/find-person';
import { hashPassword, verifyPassword } from '@/lib/auth/password';
import { startSession } from '@/lib/auth/start-session';
import type { Viewer } from '@/lib/auth/viewer';
import { db } from '@/lib/db/client';
import { setUpTestDatabase } from '@/lib/db/test-database';
import { createTestTeam, type TestTeam } from '@/lib/teams/test-team';
import { joinAsNewPerson, joinAsPerson } from './accept-invitation';
import { changePassword } from './change-password';
import { changeRole } from './change-role';
import { createInvitation } from './create-invitation';
import { createResetLink } from './create-reset-link';
import { disableAccount, enableAccount } from './disable-account';
import { leaveTeam } from './leave-team';
import { listInvitations } from './list-invitations';
import { listPeople } from './list-people';
import { resetPassword } from './password-reset';
import { removePerson } from './remove-person';
import { revokeInvitation } from './revoke-invitation';

const password = 'umbrella kettle orbit';
let team: TestTeam;
let other: TestTeam;

setUpTestDatabase();
beforeEach(async () => {
  team = await createTestTeam('Ours');
  other = await createTestTeam('Theirs');
});

const someone = () => ({ name: 'Grace', email: `${randomUUID()}@example.com`, password });
const outcome = (promise: Promise<unknown>) => promise.then(() => 'done', (error: Error & { code: string }) => (/^[a-z_]+:/.test(error.code) ? error.code : `${error.code} ${error.message}`));
const roleOf = async (viewer: Viewer) => (await db().membership.findFirst({ where: { teamId: viewer.teamId, userId: viewer.userId } }))?.role;

describe('invitations', () => {
  it('lets a new person join with the role, and stores only a hash of the link', async () => {
    const { token } = await createInvitation(team.admin, { role: 'editor' });
    expect(JSON.stringify(await db().invitation.findMany())).not.toContain(token);
    const person = someone();
    await joinAsNewPerson(token, person);
    const user = await db().user.findUniqueOrThrow({ where: { email: person.email }, include: { memberships: true } });
    expect(user.memberships).toMatchObject([{ teamId: team.id, role: 'editor' }]);
    expect(await verifyPassword(user.passwordHash, password)).toBe(true);
    expect(await db().auditEvent.count({ where: { teamId: team.id, actorId: user.id, action: 'invitation.accept' } })).toBe(1);
  });

  it('B9: of 20 who use one invitation at once, one wins', async () => {
    const { token } = await createInvitation(team.admin, { role: 'viewer' });
    const before = await db().user.count();
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => outcome(joinAsNewPerson(token, someone()))));
    expect(outcomes.toSorted()).toEqual(['done', ...Array<string>(19).fill('not_found:invitation')]);
    expect(await db().user.count()).toBe(before + 1);
  });

  it('A5: is refused when expired, withdrawn, empty or made up', async () => {
    const late = await createInvitation(team.admin, { role: 'viewer' });
    await db().$executeRaw`UPDATE invitation SET expires_at = now() AT TIME ZONE 'UTC' - interval '1 second' WHERE id = ${late.id}`;
    const withdrawn = await createInvitation(team.admin, { role: 'viewer' });
    await revokeInvitation(team.admin, withdrawn.id);
    for (const token of [late.token, withdrawn.token, '', 'null', withdrawn.id]) {
      expect(await outcome(joinAsNewPerson(token, someone()))).toBe('not_found:invitation');
    }
    expect(await listInvitations(team.admin)).toEqual([]);
  });

  it('A3: dies with the rights of the one who made it', async () => {
    const { token } = await createInvitation(team.admin, { role: 'viewer' });
    await changeRole(team.owner, team.admin.userId, 'editor');
    expect(await outcome(joinAsNewPerson(token, someone()))).toBe('not_found:invitation');
  });

  it('made for an address, serves that address alone', async () => {
    const person = someone();
    const { token } = await createInvitation(team.admin, { role: 'viewer', email: person.email });
    expect(await outcome(joinAsNewPerson(token, someone()))).toBe('bad_request:email');
    expect(await outcome(joinAsPerson(token, { ...other.viewer }))).toBe('bad_request:email');
    expect(await outcome(joinAsNewPerson(token, person))).toBe('done');
  });

  it('brings a signed-in person into a second team, which their session then shows', async () => {
    const { token } = await createInvitation(team.owner, { role: 'admin' });
    await joinAsPerson(token, other.editor);
    expect((await findPersonBySession(other.editor.sessionId))?.viewer).toMatchObject({ teamId: team.id, role: 'admin' });
    const again = await createInvitation(team.owner, { role: 'viewer' });
    expect(await outcome(joinAsPerson(again.token, other.editor))).toBe('conflict:member');
    // The invitation was not used up by the attempt.
    expect(await listInvitations(team.owner)).toHaveLength(1);
  });

  it('does not let a stranger take over an existing address', async () => {
    const { token } = await createInvitation(team.admin, { role: 'viewer' });
    expect(await outcome(joinAsNewPerson(token, { ...someone(), email: other.owner.email }))).toBe('conflict:account');
    expect(await listInvitations(team.admin)).toHaveLength(1);
  });

  it('nobody hands out a role above their own', async () => {
    expect(await outcome(createInvitation(team.admin, { role: 'owner' }))).toBe('forbidden:role');
    expect(await outcome(createInvitation(team.editor, { role: 'viewer' }))).toBe('forbidden:role');
    expect(await outcome(createInvitation(team.owner, { role: 'owner' }))).toBe('done');
  });
});

describe('members', () => {
  it('B2: an admin of another team sees and changes nobody, with real ids', async () => {
    const { id } = await createInvitation(team.admin, { role: 'viewer' });
    const before = await db().membership.findMany({ where: { teamId: team.id }, orderBy: { userId: 'asc' } });
    for (const target of [team.viewer.userId, team.owner.userId, randomUUID()]) {
      expect(await outcome(changeRole(other.owner, target, 'viewer'))).toBe('not_found:person');
      expect(await outcome(removePerson(other.owner, target))).toBe('not_found:person');
      expect(await outcome(createResetLink(other.owner, target))).toBe('not_found:person');
    }
    expect(await outcome(revokeInvitation(other.owner, id))).toBe('not_found:invitation');
    expect(await listInvitations(other.owner)).toEqual([]);
    expect((await listPeople(other.owner)).map((person) => person.id)).not.toContain(team.viewer.userId);
    expect(await db().membership.findMany({ where: { teamId: team.id }, orderBy: { userId: 'asc' } })).toEqual(before);
  });

  it('A3: removal and a lower role count at once', async () => {
    await changeRole(team.admin, team.editor.userId, 'viewer');
    expect((await findPersonBySession(team.editor.sessionId))?.viewer?.role).toBe('viewer');
    await removePerson(team.admin, team.viewer.userId);
    expect((await findPersonBySession(team.viewer.sessionId))?.viewer).toBeUndefined();
  });

  it('an admin cannot touch an owner, nor make one', async () => {
    expect(await outcome(changeRole(team.admin, team.owner.userId, 'viewer'))).toBe('forbidden:role');
    expect(await outcome(changeRole(team.admin, team.admin.userId, 'owner'))).toBe('forbidden:role');
    expect(await outcome(removePerson(team.admin, team.owner.userId))).toBe('forbidden:role');
    expect(await outcome(createResetLink(team.admin, team.owner.userId))).toBe('forbidden:role');
    expect(await roleOf(team.owner)).toBe('owner');
  });

  it('B9: two owners who remove or demote each other, 20 times at once, leave one owner', async () => {
    await changeRole(team.owner, team.admin.userId, 'owner');
    const second: Viewer = { ...team.admin, role: 'owner' };
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, n) => {
        const [actor, target] = n % 2 ? [team.owner, second] : [second, team.owner];
        return outcome(n % 4 < 2 ? removePerson(actor, target.userId) : changeRole(actor, target.userId, 'viewer'));
      }),
    );
    expect(outcomes).toContain('conflict:last-owner');
    expect(await db().membership.count({ where: { teamId: team.id, role: 'owner' } })).toBe(1);
  });

  it('B9: the only owner can neither go nor step down', async () => {
    expect(await outcome(removePerson(team.owner, team.owner.userId))).toBe('conflict:last-owner');
    expect(await outcome(changeRole(team.owner, team.owner.userId, 'admin'))).toBe('conflict:last-owner');
    expect(await roleOf(team.owner)).toBe('owner');
  });
});

describe('reset links', () => {
  it('set a new password once, and end every session', async () => {
    const { token } = await createResetLink(team.admin, team.editor.userId);
    expect(JSON.stringify(await db().passwordReset.findMany())).not.toContain(token);
    expect(await outcome(resetPassword(token, 'too short'))).toBe('bad_request:password');
    expect(await resetPassword(token, password)).toEqual({ email: team.editor.email });
    expect(await findPersonBySession(team.editor.sessionId)).toBeUndefined();
    expect(await outcome(resetPassword(token, `${password} 2`))).toBe('not_found:reset');
    const user = await db().user.findUniqueOrThrow({ where: { id: team.editor.userId } });
    expect(await verifyPassword(user.passwordHash, password)).toBe(true);
  });

  it('A5: are refused when expired, replaced, made up, or of a disabled account', async () => {
    const first = await createResetLink(team.admin, team.editor.userId);
    const second = await createResetLink(team.admin, team.editor.userId);
    await db().$executeRaw`UPDATE password_reset SET expires_at = now() AT TIME ZONE 'UTC' - interval '1 second' WHERE user_id = ${team.editor.userId}`;
    const third = await createResetLink(team.admin, team.viewer.userId);
    await db().user.update({ where: { id: team.viewer.userId }, data: { disabledAt: new Date() } });
    for (const token of [first.token, second.token, third.token, '', 'x']) expect(await outcome(resetPassword(token, password))).toBe('not_found:reset');
  });

  it('A3: die with the rights of the one who made them', async () => {
    const { token } = await createResetLink(team.admin, team.editor.userId);
    await removePerson(team.owner, team.admin.userId);
    expect(await outcome(resetPassword(token, password))).toBe('not_found:reset');
  });

  it('B2: no admin of one team gets into another team through a member of both', async () => {
    await db().membership.create({ data: { teamId: team.id, userId: other.owner.userId, role: 'viewer' } });
    expect(await outcome(createResetLink(team.owner, other.owner.userId))).toBe('forbidden:reset');
    // Nor by making the link before the person joins the other team.
    const { token } = await createResetLink(team.owner, team.viewer.userId);
    await db().membership.create({ data: { teamId: other.id, userId: team.viewer.userId, role: 'viewer' } });
    expect(await outcome(resetPassword(token, password))).toBe('not_found:reset');
  });
});

describe('the own password', () => {
  it('A7: changing it needs the old one and ends the other sessions, not this one', async () => {
    await db().user.update({ where: { id: team.editor.userId }, data: { passwordHash: await hashPassword(password) } });
    const elsewhere = await startSession(team.editor.userId, 'Another browser');
    const person = await findPersonBySession(team.editor.sessionId);
    if (!person) throw new Error('no session');
    expect(await outcome(changePassword(person, { current: 'wrong', next: 'violet anchor meadow' }))).toBe('bad_request:current-password');
    expect(await outcome(changePassword(person, { current: password, next: 'short' }))).toBe('bad_request:password');
    await changePassword(person, { current: password, next: 'violet anchor meadow' });
    expect(await findPersonBySession(elsewhere.id)).toBeUndefined();
    expect(await findPersonBySession(team.editor.sessionId)).toBeDefined();
  });
});

describe('leaving a team', () => {
  it('ends the membership and is recorded; the only owner cannot, a stranger neither', async () => {
    await leaveTeam(team.editor, team.id);
    expect(await roleOf(team.editor)).toBeUndefined();
    expect(await db().auditEvent.count({ where: { teamId: team.id, actorId: team.editor.userId, action: 'team.leave' } })).toBe(1);
    expect((await findPersonBySession(team.editor.sessionId))?.viewer).toBeUndefined();
    expect(await outcome(leaveTeam(team.editor, team.id))).toBe('not_found:team');
    expect(await outcome(leaveTeam(other.admin, team.id))).toBe('not_found:team');
    expect(await outcome(leaveTeam(team.owner, team.id))).toBe('conflict:last-owner');
  });

  it('B9: of four owners who leave at once, with every request sent five times, one stays', async () => {
    const owners = [team.owner, team.admin, team.editor, team.viewer];
    await db().membership.updateMany({ where: { teamId: team.id }, data: { role: 'owner' } });
    const outcomes = await Promise.all(Array.from({ length: 20 }, (_, n) => outcome(leaveTeam(owners[n % 4] ?? team.owner, team.id))));
    expect(outcomes.filter((one) => one === 'done')).toHaveLength(3);
    expect(await db().membership.findMany({ where: { teamId: team.id }, select: { role: true } })).toEqual([{ role: 'owner' }]);
  });
});

describe('disabling an account', () => {
  it('A3: signs the person out everywhere at once, until it is enabled', async () => {
    await createResetLink(team.owner, team.editor.userId);
    await disableAccount(team.owner, team.editor.userId);
    expect(await findPersonBySession(team.editor.sessionId)).toBeUndefined();
    expect(await db().passwordReset.count({ where: { userId: team.editor.userId } })).toBe(0);
    expect((await listPeople(team.admin)).find((person) => person.id === team.editor.userId)).toMatchObject({ disabled: true, role: 'editor' });
    await disableAccount(team.owner, team.editor.userId);
    await enableAccount(team.owner, team.editor.userId);
    // The sessions stay dead; a new sign-in finds everything as it was.
    expect(await findPersonBySession(team.editor.sessionId)).toBeUndefined();
    const { id } = await startSession(team.editor.userId, '');
    expect((await findPersonBySession(id))?.viewer?.role).toBe('editor');
    const events = await db().auditEvent.findMany({ where: { targetId: team.editor.userId }, orderBy: { createdAt: 'asc' }, select: { action: true } });
    expect(events.map((event) => event.action)).toEqual(['person.create-reset-link', 'account.disable', 'account.enable']);
  });

  it('B2: is for owners who are over every team of the person, and never for oneself', async () => {
    for (const act of [disableAccount, enableAccount]) {
      expect(await outcome(act(team.admin, team.viewer.userId))).toBe('forbidden:role');
      expect(await outcome(act(team.owner, other.viewer.userId))).toBe('not_found:person');
      expect(await outcome(act(team.owner, team.owner.userId))).toBe('conflict:self');
    }
    await db().membership.create({ data: { teamId: other.id, userId: team.viewer.userId, role: 'viewer' } });
    expect(await outcome(disableAccount(team.owner, team.viewer.userId))).toBe('forbidden:account');
    expect(await outcome(disableAccount(other.owner, team.viewer.userId))).toBe('forbidden:account');
    await db().membership.create({ data: { teamId: other.id, userId: team.owner.userId, role: 'admin' } });
    expect(await outcome(disableAccount(team.owner, team.viewer.userId))).toBe('done');
    expect(await findPersonBySession(other.owner.sessionId)).toBeDefined();
  });

  it('B9: two owners who disable, remove and demote each other, 20 times at once, leave one who can act', async () => {
    await db().membership.updateMany({ where: { teamId: team.id, userId: team.admin.userId }, data: { role: 'owner' } });
    const pair = [team.owner, { ...team.admin, role: 'owner' as const }];
    const acts = [disableAccount, removePerson, (viewer: Viewer, userId: string) => changeRole(viewer, userId, 'viewer'), disableAccount];
    await Promise.all(
      Array.from({ length: 20 }, (_, n) => {
        const [actor, target] = n % 2 ? pair : pair.toReversed();
        return outcome(acts[Math.floor(n / 2) % acts.length]?.(actor ?? team.owner, target?.userId ?? '') ?? Promise.resolve());
      }),
    );
    expect(await db().membership.count({ where: { teamId: team.id, role: 'owner', user: { disabledAt: null } } })).toBe(1);
  });
});
