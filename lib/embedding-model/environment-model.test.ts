import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type FakeEmbeddings, startFakeEmbeddings } from '@/lib/ai/embedding/fake-embedding-server';
import { db, pool } from '@/lib/db/client';
import { startTestDatabase } from '@/lib/db/test-database';
import { uploadText } from '@/lib/documents/test-upload';
import { ingest } from '@/lib/ingest/ingest';
import { prepareJobs, stopJobs } from '@/lib/jobs/jobs';
import { retrieve } from '@/lib/retrieval/retrieve';
import { addTestDocument } from '@/lib/retrieval/test-passages';
import { createTestTeam } from '@/lib/teams/test-team';
import { carryOutNext } from './carry-out-changes';
import { changeEmbeddingModel } from './change-embedding-model';
import { embeddingModelInput } from './embedding-model-input';
import { readEmbeddingModel } from './read-embedding-model';
import { servedPassages } from './test-embedding';

let stop: () => Promise<void>;
let server: FakeEmbeddings;
beforeAll(async () => {
  server = await startFakeEmbeddings({ dimensions: 48 });
  Object.assign(process.env, { EMBEDDING_BASE_URL: server.url, EMBEDDING_MODEL: 'environment-model', EMBEDDING_API_KEY: 'sk-canary-env' });
  stop = await startTestDatabase();
  await prepareJobs();
});
afterAll(async () => {
  for (const name of ['EMBEDDING_BASE_URL', 'EMBEDDING_MODEL', 'EMBEDDING_API_KEY']) delete process.env[name];
  await server.close();
  await stopJobs();
  await stop();
});

it('serves a new team from its first document on; a change of the configuration is noticed, and mixes nothing', async () => {
  const team = await createTestTeam();
  expect(await readEmbeddingModel(team.admin)).toMatchObject({ provider: 'environment', environment: 'environment-model', passages: 0 });
  const id = await uploadText(team.editor, 'Leave.txt', 'Every employee is entitled to thirty days of annual leave.');
  server.script({ status: 500 });
  await ingest(id);
  expect(await db().document.findUniqueOrThrow({ where: { id } })).toMatchObject({ state: 'waiting', stage: 'index', tries: 0 });
  server.script({});
  await ingest(id);
  expect(await db().document.findUniqueOrThrow({ where: { id } })).toMatchObject({ state: 'ready' });
  expect(await servedPassages(team.id)).toMatchObject({ passages: 1, vectors: 1 });
  expect(await readEmbeddingModel(team.admin)).toMatchObject({ provider: 'environment', apiKey: '', serving: { model: 'environment-model', dimensions: 48 } });
  const question = 'How much annual leave is there?';
  expect(await retrieve(team.viewer, { question })).toMatchObject({ notices: [], passages: [{ documentId: id, vector: { rank: 1 } }] });
  expect(server.requests.at(-1)?.authorization).toBe('Bearer sk-canary-env');

  // As if the portal had been started with the name of another model since.
  vi.spyOn(console, 'error').mockImplementation(() => {});
  await pool().query(`UPDATE embedding_space SET model = 'former-model' WHERE model = 'environment-model'`);
  expect(await retrieve(team.viewer, { question: `${question} Now?` })).toMatchObject({ notices: [{ code: 'unavailable:vector' }], passages: [{ documentId: id }] });
  const late = await uploadText(team.editor, 'Late.txt', 'Late words about laptops.');
  await ingest(late);
  expect(await db().document.findUniqueOrThrow({ where: { id: late } })).toMatchObject({ state: 'waiting', stage: 'index', tries: 0 });
  vi.restoreAllMocks();
  await changeEmbeddingModel(team.admin, embeddingModelInput.parse({ provider: 'environment', confirmed: true }));
  await carryOutNext();
  await ingest(late);
  expect(await servedPassages(team.id)).toMatchObject({ passages: 2, vectors: 2 });
  expect((await retrieve(team.viewer, { question })).notices).toEqual([]);
});

it('does not touch a team that was read with the built-in model before', async () => {
  const team = await createTestTeam();
  const { documentId } = await addTestDocument(team, 'Handbook', ['Every employee is entitled to thirty days of annual leave.']);
  await db().embeddingSetting.create({ data: { teamId: team.id, role: 'serving', spaceId: 1, provider: 'built-in' } });
  server.requests.length = 0;
  expect(await retrieve(team.viewer, { question: 'How much leave?' })).toMatchObject({ notices: [], passages: [{ documentId, vector: { rank: 1 } }] });
  expect(server.requests).toEqual([]);
});
