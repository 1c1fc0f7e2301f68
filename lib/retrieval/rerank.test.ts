import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { type FakeReranker, type ScriptedRanking, startFakeReranker } from '@/lib/ai/reranking/fake-rerank-server';
import { rerankerSettingInput, saveRerankerSetting } from '@/lib/ai/reranking/reranker-setting';
import { db, pool } from '@/lib/db/client';
import { setUpTestDatabase } from '@/lib/db/test-database';
import { createTestTeam, type TestTeam } from '@/lib/teams/test-team';
import { passagePaths } from './passage-paths';
import { rerankerNotice } from './rerank';
import type { RetrievalTrace } from './retrieval-trace';
import { comparedBySentence, retrieve } from './retrieve';
import { addTestDocument, testVector } from './test-passages';

const question = 'When are invoices paid?';
const answers = ['Invoices are paid within two weeks.', 'Paid invoices are kept for ten years.', 'Holidays are paid like any other day.', 'The canteen opens at noon.'];

let server: FakeReranker;
let team: TestTeam;
let models = 0;
setUpTestDatabase();
beforeAll(async () => {
  // To this model, what its trial asks for is right, and then what the searches find last.
  server = await startFakeReranker(['annual leave', 'canteen', 'noon', 'opens']);
});
beforeEach(async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {});
  team = await createTestTeam();
  server.script({});
  const input = rerankerSettingInput.parse({ provider: 'cohere-compatible', baseUrl: server.url, model: `fake-${models++}` });
  await saveRerankerSetting(team.admin, input);
  await db().usageEntry.deleteMany({ where: { teamId: team.id } });
  server.requests.length = 0;
});
afterEach(() => {
  vi.restoreAllMocks();
});
afterAll(() => server.close());

async function traced(asked = question) {
  const trace: RetrievalTrace = {};
  const result = await retrieve(team.viewer, { question: asked }, trace);
  return { trace, result, ids: result.passages.map((passage) => passage.passageId), paths: passagePaths(trace, result.passages) };
}

it('puts the first passages in its own order, traced with its own scores, and counts what it read', async () => {
  const { passageIds } = await addTestDocument(team, 'Handbook', answers);
  const { result, ids, paths, trace } = await traced();
  expect(ids[0]).toBe(passageIds[3]);
  expect(paths[0]).toMatchObject({ passageId: passageIds[3], reranked: { rank: 1, score: 0.75 }, ordered: { rank: 1 }, fused: { rank: 4 } });
  expect(result.passages.map((passage) => passage.score)).toEqual(result.passages.map((passage) => passage.score).toSorted((a, b) => b - a));
  expect(trace.reranked).toMatchObject({ model: expect.stringMatching(/^fake-/) as string, milliseconds: expect.any(Number) as number });
  expect(result.notices).toEqual([]);
  await vi.waitFor(async () => expect(await db().usageEntry.findMany({ where: { teamId: team.id } })).toMatchObject([{ step: 'rerank', inputTokens: 123, userId: team.viewer.userId }]));
});

it('never takes from exact words their place among the first three', async () => {
  const others = Array.from({ length: 6 }, (_, i) => `The canteen opens at noon on day ${'abcdef'[i]}, and closes in the evening.`);
  const { passageIds } = await addTestDocument(team, 'Handbook', [...others, 'The code of the gate is QX-4711.']);
  const { ids, trace } = await traced('What is said about QX-4711?');
  expect(trace.reranked?.ranks.get(passageIds[6] ?? '')?.rank).toBe(7);
  expect(ids.indexOf(passageIds[6] ?? '')).toBe(2);
  expect(trace.kept).toBe(passageIds[6]);
});

it('is sent the words by which a person lets a passage be found', async () => {
  const { passageIds } = await addTestDocument(team, 'Handbook', answers);
  await pool().query('UPDATE passage SET original = text, text = $2 WHERE id = $1', [passageIds[0], 'Bills, invoices and reminders']);
  await traced();
  expect(server.requests[0]?.texts).toContain('Handbook\nBills, invoices and reminders');
});

it('B5: is sent what the searches found for the viewer, and nothing else', async () => {
  const stranger = await createTestTeam('Other team');
  await addTestDocument(stranger, 'Secret', answers.map((text) => `${text} canary`));
  const many = Array.from({ length: 40 }, (_, i) => ({ text: `invoices paid ${i}`, embedding: testVector(i + 1) }));
  await addTestDocument(team, 'Handbook', many);
  await traced();
  expect(server.requests).toHaveLength(1);
  expect(server.requests[0]?.query).toBe(question);
  expect(server.requests[0]?.texts).toHaveLength(comparedBySentence);
  expect(server.requests[0]?.texts.filter((text) => !/^Handbook\ninvoices paid \d+$/.test(text))).toEqual([]);
  // A team without a reranker of its own is none of this server's business.
  await retrieve(stranger.viewer, { question });
  expect(server.requests).toHaveLength(1);
});

it.each(['keyword', 'vector'] as const)('leaves the list by %s alone as it is', async (mode) => {
  await addTestDocument(team, 'Handbook', answers);
  await retrieve(team.viewer, { question, mode });
  expect(server.requests).toEqual([]);
});

it.each<[string, ScriptedRanking]>([
  ['429', { status: 429 }],
  ['500', { status: 500 }],
  ['no byte', { silent: true }],
  ['half an answer', { half: 'cut' }],
  ['a wrong count', { results: (all) => all.slice(1) }],
  ['wrong indices', { results: (all) => all.map((one) => ({ ...one, index: one.index + 1 })) }],
  ['no numbers', { results: (all) => all.map((one) => ({ ...one, relevance_score: Number.NaN })) }],
])('K3: after %s the ordinary order stands, with a notice', async (_, scripted) => {
  await addTestDocument(team, 'Handbook', answers);
  server.script(scripted);
  const { result, ids, trace, paths } = await traced();
  expect(result.notices).toEqual([rerankerNotice]);
  expect(trace.reranked?.problem).toContain('The server at ');
  expect(paths.map((path) => path.reranked)).toEqual([undefined, undefined, undefined, undefined]);
  expect(await db().usageEntry.count({ where: { teamId: team.id } })).toBe(0);
  await saveRerankerSetting(team.admin, rerankerSettingInput.parse({ provider: 'none' }));
  const ordinary = await traced();
  expect(ordinary.ids).toEqual(ids);
  expect(ordinary.result.notices).toEqual([]);
});

it('a key that can no longer be read costs the order, not the search', async () => {
  await addTestDocument(team, 'Handbook', answers);
  await db().rerankerSetting.update({ where: { teamId: team.id }, data: { encryptedApiKey: 'AA==' } });
  server.script({ status: 401 });
  expect((await traced()).result.notices).toEqual([rerankerNotice]);
});
