import { afterAll, beforeAll, expect, it } from 'vitest';
import { db } from '@/lib/db/client';
import { startTestDatabase } from '@/lib/db/test-database';
import { createTestTeam } from '@/lib/teams/test-team';
import { type FakeReranker, startFakeReranker } from './fake-rerank-server';
import { readRerankerSetting, rerankerSettingInput, saveRerankerSetting } from './reranker-setting';
import { teamReranker } from './team-reranker';
import { tryReranker } from './try-reranker';

let stop: () => Promise<void>;
let server: FakeReranker;
beforeAll(async () => {
  server = await startFakeReranker(['annual leave', 'days']);
  Object.assign(process.env, { RERANK_BASE_URL: server.url, RERANK_MODEL: 'environment-model', RERANK_API_KEY: 'sk-canary-env' });
  stop = await startTestDatabase();
});
afterAll(async () => {
  for (const name of ['RERANK_BASE_URL', 'RERANK_MODEL', 'RERANK_API_KEY']) delete process.env[name];
  await server.close();
  await stop();
});

it("H2: the environment's reranker serves teams that chose none of their own, and its key is not shown or kept", async () => {
  const team = await createTestTeam();
  const shown = await readRerankerSetting(team.admin);
  expect(shown).toEqual({ provider: 'environment', baseUrl: '', model: '', apiKey: '', environment: 'environment-model' });
  expect((await teamReranker(team.viewer))?.name).toBe('environment-model');
  expect(await tryReranker(team.admin, rerankerSettingInput.parse(shown))).toMatchObject({ ok: true });
  expect(server.requests).toMatchObject([{ model: 'environment-model', authorization: 'Bearer sk-canary-env' }]);

  await saveRerankerSetting(team.admin, rerankerSettingInput.parse({ provider: 'none' }));
  expect(await teamReranker(team.viewer)).toBeUndefined();
  expect(await readRerankerSetting(team.admin)).toMatchObject({ provider: 'none', environment: 'environment-model' });
  expect((await teamReranker((await createTestTeam('Other team')).viewer))?.name).toBe('environment-model');

  await saveRerankerSetting(team.admin, rerankerSettingInput.parse({ provider: 'environment' }));
  expect((await teamReranker(team.viewer))?.name).toBe('environment-model');
  expect(JSON.stringify([await db().rerankerSetting.findMany(), await db().auditEvent.findMany()])).not.toContain('canary');
});
