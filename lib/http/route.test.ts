import { beforeAll, describe, expect, it, vi } from 'vitest';
import { requestAs } from '@/lib/auth/test-request';
import type { Viewer } from '@/lib/auth/viewer';
import { db, pool } from '@/lib/db/client';
import { setUpTestDatabase } from '@/lib/db/test-database';
import { createTestTeam, type TestTeam } from '@/lib/teams/test-team';
import { route } from './route';

let team: TestTeam;

setUpTestDatabase();
beforeAll(async () => {
  team = await createTestTeam();
});

const nothing = { params: Promise.resolve({}) };
const forEditors = route('editor', async ({ viewer }) => Response.json({ role: viewer.role, teamId: viewer.teamId }));
const forAnyone = route('anyone', () => Response.json({ ok: true }));

async function ask(viewer: Viewer | undefined, method = 'GET', changes: Record<string, string | null> = {}): Promise<Response> {
  const request = await requestAs(viewer, method, '/api/thing');
  const headers = new Headers(request.headers);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) headers.delete(name);
    else headers.set(name, value);
  }
  return forEditors(new Request(request, { headers }), nothing);
}

describe('route', () => {
  it('B2: admits the role and higher ones, with the viewer from the database', async () => {
    const answer = await ask(team.owner);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(await answer.json()).toEqual({ role: 'owner', teamId: team.id });
    expect((await ask(team.viewer)).status).toBe(403);
    expect((await ask(undefined)).status).toBe(401);
  });

  it('A3: a lowered role, a removed membership and a disabled account count from the next request', async () => {
    const other = await createTestTeam('A3');
    await db().membership.updateMany({ where: { userId: other.editor.userId }, data: { role: 'viewer' } });
    expect((await ask(other.editor)).status).toBe(403);
    await db().membership.deleteMany({ where: { userId: other.admin.userId } });
    expect((await ask(other.admin)).status).toBe(403);
    await db().user.update({ where: { id: other.owner.userId }, data: { disabledAt: new Date() } });
    expect((await ask(other.owner)).status).toBe(401);
  });

  it('A7: a deleted, an idle and an overaged session are dead, a forged cookie never lived', async () => {
    const other = await createTestTeam('A7');
    const days = (n: number) => new Date(Date.now() - n * 86_400_000);
    await db().session.delete({ where: { id: other.owner.sessionId } });
    await db().session.update({ where: { id: other.admin.sessionId }, data: { lastSeenAt: days(14.1) } });
    await db().session.update({ where: { id: other.editor.sessionId }, data: { expiresAt: days(0) } });
    for (const viewer of [other.owner, other.admin, other.editor]) expect((await ask(viewer)).status).toBe(401);
    expect((await ask(undefined, 'GET', { cookie: `footnote-session=${team.owner.sessionId}` })).status).toBe(401);
    expect((await ask(undefined, 'GET', { authorization: 'Bearer %' })).status).toBe(401);
  });

  it('a session whose team is gone looks at another team of the person, or at none', async () => {
    const lost = await createTestTeam('Lost');
    await db().membership.create({ data: { teamId: team.id, userId: lost.admin.userId, role: 'editor' } });
    await db().team.delete({ where: { id: lost.id } });
    expect(await (await ask(lost.admin)).json()).toEqual({ role: 'editor', teamId: team.id });
    const answer = await ask(lost.owner);
    expect([answer.status, (await answer.json()).error.code]).toEqual([403, 'forbidden:team']);
  });

  it.each([
    ['a foreign Origin', { origin: 'http://evil.example' }],
    ['an opaque Origin', { origin: 'null' }],
    ['a foreign site', { 'sec-fetch-site': 'cross-site' }],
    ['a sibling site', { 'sec-fetch-site': 'same-site' }],
    ['a bare form', { origin: null, 'content-type': 'text/plain' }],
    ['a bare form with files', { origin: null, 'content-type': 'multipart/form-data; boundary=x' }],
  ])('F1: refuses a state change with %s', async (_, changes) => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      const answer = await ask(team.owner, method, changes);
      expect([answer.status, (await answer.json()).error.code]).toEqual([403, 'forbidden:origin']);
    }
  });

  it('F1: accepts its own pages and programs without a browser', async () => {
    expect((await ask(team.owner, 'POST')).status).toBe(200);
    expect((await ask(team.owner, 'POST', { origin: null })).status).toBe(200);
    expect((await ask(team.owner, 'POST', { 'sec-fetch-site': 'same-origin' })).status).toBe(200);
  });

  it('works for paths without dynamic segments, for which Next gives no params', async () => {
    const noParams = { params: Promise.resolve(undefined) } as unknown as { params: Promise<Record<string, string>> };
    expect((await forAnyone(await requestAs(undefined, 'GET', '/'), noParams)).status).toBe(200);
  });

  it('P2: what a handler throws becomes a sentence without a stack, and NUL in a path names nothing', async () => {
    vi.spyOn(console, 'error').mockImplementationOnce(() => {});
    const broken = route('anyone', () => {
      throw new Error('secret detail');
    });
    const answer = await broken(await requestAs(undefined, 'GET', '/'), nothing);
    expect(answer.status).toBe(500);
    expect(await answer.text()).not.toContain('secret detail');
    expect((await forAnyone(await requestAs(undefined, 'GET', '/'), { params: Promise.resolve({ id: 'a\0b' }) })).status).toBe(404);
  });

  it('P2: NUL that reaches the database is the sender\'s mistake, whichever client it took', async () => {
    const asks = [() => db().collection.findFirst({ where: { id: 'a\0b' } }), () => pool().query('SELECT id FROM collection WHERE id = $1', ['a\0b'])];
    for (const asksFor of asks) {
      const asking = route('anyone', async () => Response.json(await asksFor()));
      const answer = await asking(await requestAs(undefined, 'GET', '/'), nothing);
      expect([answer.status, (await answer.json()).error.code]).toEqual([400, 'bad_request:characters']);
    }
  });
});
