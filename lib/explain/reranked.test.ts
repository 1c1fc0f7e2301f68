import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { type FakeReranker, startFakeReranker } from '@/lib/ai/reranking/fake-rerank-server';
import { rerankerSettingInput, saveRerankerSetting } from '@/lib/ai/reranking/reranker-setting';
import { addMarkdown, leavePolicy, type LibraryDocument, travelPolicy } from '@/lib/ask/test-library';
import { asks } from '@/lib/chats/test-asking';
import { readStoredParts } from '@/lib/chats/stored-parts';
import { db } from '@/lib/db/client';
import { setUpTestDatabase } from '@/lib/db/test-database';
import { createTestTeam, type TestTeam } from '@/lib/teams/test-team';
import { explainAnswer } from './explain-answer';
import { explainDocument } from './explain-document';
import { tryRetrieval } from './try-retrieval';

const question = 'How many days of annual leave do full-time employees have?';

let server: FakeReranker;
let team: TestTeam;
let travel: LibraryDocument;
let leave: LibraryDocument;
setUpTestDatabase();
beforeAll(async () => {
  server = await startFakeReranker(['annual leave', 'Travel policy']);
  team = await createTestTeam();
  travel = await addMarkdown(team, 'Travel policy', travelPolicy);
  leave = await addMarkdown(team, 'Leave policy', leavePolicy);
  await saveRerankerSetting(team.admin, rerankerSettingInput.parse({ provider: 'cohere-compatible', baseUrl: server.url, model: 'fake' }));
});
beforeEach(() => server.script({}));
afterAll(() => server.close());

it('G10: a retrieval test, a document and an answer say what the reranker made of a passage', async () => {
  const trial = await tryRetrieval(team.admin, { question });
  expect(trial.reranker).toEqual({ model: 'fake', problem: undefined });
  const ranks = trial.paths.flatMap((path) => path.reranked?.rank ?? []).toSorted((a, b) => a - b);
  expect(ranks).toEqual(trial.paths.map((_, i) => i + 1));
  const best = trial.paths.find((path) => path.reranked?.rank === 1);
  expect((await explainDocument(team.admin, { question }, trial.passages[best?.passageId ?? '']?.documentId ?? '')).figures.reranked).toEqual(best?.reranked);

  const { answerId } = await asks(team.admin, question);
  const { trace } = readStoredParts((await db().message.findUniqueOrThrow({ where: { id: answerId } })).parts);
  expect(trace?.timings.rerank).toBeGreaterThan(0);
  for (const { documentId } of [travel, leave]) {
    const now = await explainDocument(team.admin, { question }, documentId);
    const stored = await explainAnswer(team.admin, answerId, documentId);
    expect(stored.figures.reranked?.rank).toBe(now.figures.reranked?.rank);
  }
});

it('K3: they say that it took no part, and why', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {});
  server.script({ status: 500 });
  const trial = await tryRetrieval(team.admin, { question });
  expect(trial.reranker?.problem).toContain('answered with an error (500)');
  expect(trial.notices).toMatchObject([{ code: 'unavailable:reranker' }]);
  const explained = await explainDocument(team.admin, { question }, leave.documentId);
  expect(explained.facts).toContainEqual({ known: 'now', sentence: expect.stringMatching(/^The reranker took no part. .*\(500\)/) as string });
  expect(explained.figures.reranked).toBeUndefined();
  const { answerId } = await asks(team.admin, question);
  const { notices, trace } = readStoredParts((await db().message.findUniqueOrThrow({ where: { id: answerId } })).parts);
  expect(notices).toContainEqual({ code: 'unavailable:reranker', message: 'The reranker did not answer; results are in their ordinary order.' });
  expect(trace?.passages?.filter((path) => path.rerank)).toEqual([]);
});
