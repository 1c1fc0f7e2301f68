import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { db } from '@/lib/db/client';
import { setUpTestDatabase } from '@/lib/db/test-database';
import { createTestTeam, type TestTeam } from '@/lib/teams/test-team';
import { keyMask } from '../shown-model-setting';
import { type FakeReranker, startFakeReranker } from './fake-rerank-server';
import { readRerankerSetting, rerankerSettingInput, saveRerankerSetting } from './reranker-setting';
import { teamReranker } from './team-reranker';
import { tryReranker } from './try-reranker';

let server: FakeReranker;
let team: TestTeam;
let model: string;
let models = 0;
setUpTestDatabase();
beforeAll(async () => {
  server = await startFakeReranker(['annual leave', 'days']);
});
beforeEach(async () => {
  team = await createTestTeam();
  server.requests.length = 0;
  server.script({});
  model = `fake-${models++}`;
});
afterAll(() => server.close());

const own = (more: object = {}) => rerankerSettingInput.parse({ provider: 'cohere-compatible', baseUrl: server.url, model, apiKey: 'sk-canary-1234', ...more });

it('is none until someone chooses', async () => {
  expect(await teamReranker(team.viewer)).toBeUndefined();
  expect(await readRerankerSetting(team.admin)).toEqual({ provider: 'none', baseUrl: '', model: '', apiKey: '' });
});

it('is kept after a trial, audited, counted, and given up again', async () => {
  await saveRerankerSetting(team.admin, own());
  expect((await teamReranker(team.viewer))?.name).toBe(model);
  expect(server.requests).toHaveLength(1);
  expect(await db().usageEntry.findMany({ where: { teamId: team.id } })).toMatchObject([{ step: 'rerank', model, inputTokens: 123, outputTokens: 0, costMicros: null, userId: team.admin.userId }]);
  await saveRerankerSetting(team.admin, own({ provider: 'none' }));
  expect(await teamReranker(team.viewer)).toBeUndefined();
  await saveRerankerSetting(team.admin, own({ provider: 'environment' }));
  expect(await db().rerankerSetting.count({ where: { teamId: team.id } })).toBe(0);
  const events = await db().auditEvent.findMany({ where: { teamId: team.id, action: 'reranker.change' }, orderBy: { createdAt: 'asc' } });
  expect(events.map((event) => event.detail)).toEqual([{ provider: 'cohere-compatible', model }, { provider: 'none' }, { provider: 'environment' }]);
});

it('H2: keeps its key encrypted, shows dots, and saving the dots keeps the key', async () => {
  await saveRerankerSetting(team.admin, own());
  const shown = await readRerankerSetting(team.admin);
  expect(shown).toEqual({ provider: 'cohere-compatible', baseUrl: server.url, model, apiKey: keyMask });
  await saveRerankerSetting(team.admin, rerankerSettingInput.parse({ ...shown, model: `${model}-other` }));
  await tryReranker(team.admin, rerankerSettingInput.parse(shown));
  expect(server.requests.map((request) => request.authorization)).toEqual(Array(3).fill('Bearer sk-canary-1234'));
  const everything = JSON.stringify([await db().rerankerSetting.findMany(), await db().auditEvent.findMany(), shown]);
  expect(everything).not.toContain('sk-canary-1234');
  await saveRerankerSetting(team.admin, own({ apiKey: '' }));
  expect((await readRerankerSetting(team.admin)).apiKey).toBe('');
});

it('H2: a kept key never goes to another address', async () => {
  await saveRerankerSetting(team.admin, own());
  for (const elsewhere of [own({ baseUrl: 'http://127.0.0.1:9/v1', apiKey: keyMask }), own({ provider: 'cohere', apiKey: keyMask })]) {
    await expect(tryReranker(team.admin, elsewhere)).rejects.toMatchObject({ code: 'bad_request:key' });
    await expect(saveRerankerSetting(team.admin, elsewhere)).rejects.toMatchObject({ code: 'bad_request:key' });
  }
  expect(server.requests).toHaveLength(1);
});

it('is chosen by admins of the team alone', async () => {
  await saveRerankerSetting(team.admin, own());
  for (const other of [team.viewer, team.editor]) {
    await expect(readRerankerSetting(other)).rejects.toMatchObject({ code: 'forbidden:role' });
    await expect(saveRerankerSetting(other, own())).rejects.toMatchObject({ code: 'forbidden:role' });
    await expect(tryReranker(other, own())).rejects.toMatchObject({ code: 'forbidden:role' });
  }
  const stranger = await createTestTeam('Other team');
  expect((await readRerankerSetting(stranger.admin)).provider).toBe('none');
  expect(await teamReranker(stranger.viewer)).toBeUndefined();
});

it('is not kept when it cannot work, and says why', async () => {
  for (const input of [{ provider: 'nobody' }, { provider: 'cohere-compatible', baseUrl: 'file:///etc/passwd' }, { provider: 5 }, {}]) {
    expect(rerankerSettingInput.safeParse(input).success).toBe(false);
  }
  for (const input of [own({ baseUrl: '' }), own({ model: '' }), own({ provider: 'cohere', apiKey: '' })]) {
    await expect(saveRerankerSetting(team.admin, input)).rejects.toMatchObject({ code: 'bad_request:reranker' });
  }
  server.script({ status: 500 });
  await expect(saveRerankerSetting(team.admin, own())).rejects.toMatchObject({ code: 'bad_request:reranker', message: expect.stringContaining('(500)') as string });
  // It answers in the right form, but knows nothing.
  server.script({ results: (all) => all.map((one) => ({ ...one, relevance_score: 0.5 })) });
  await expect(saveRerankerSetting(team.admin, own())).rejects.toMatchObject({ message: expect.stringContaining('does not put the text that answers a question first') as string });
  expect(await db().rerankerSetting.count({ where: { teamId: team.id } })).toBe(0);
  expect(await db().auditEvent.count({ where: { teamId: team.id, action: 'reranker.change' } })).toBe(0);
});

it('is tried without being kept', async () => {
  expect(await tryReranker(team.admin, own())).toMatchObject({ ok: true, message: expect.stringContaining('put 3 texts in the right order') as string });
  server.script({ status: 401 });
  expect(await tryReranker(team.admin, own())).toMatchObject({ ok: false, message: expect.stringContaining('refused the key (401)') as string });
  expect(await tryReranker(team.admin, own({ model: '' }))).toEqual({ ok: false, message: 'Name the reranking model.' });
  expect(await tryReranker(team.admin, own({ provider: 'none' }))).toMatchObject({ ok: true });
  expect(await teamReranker(team.viewer)).toBeUndefined();
});
