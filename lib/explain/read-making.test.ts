import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type FakeLlm, startFakeLlm } from '@/lib/ai/fake-llm-server';
import { saveModelSetting } from '@/lib/ai/model-setting';
import { type FakeReranker, startFakeReranker } from '@/lib/ai/reranking/fake-rerank-server';
import { rerankerSettingInput, saveRerankerSetting } from '@/lib/ai/reranking/reranker-setting';
import { addMarkdown, leavePolicy, type LibraryDocument, travelPolicy } from '@/lib/ask/test-library';
import { asks } from '@/lib/chats/test-asking';
import { db } from '@/lib/db/client';
import { setUpTestDatabase } from '@/lib/db/test-database';
import { createTestTeam, type TestTeam } from '@/lib/teams/test-team';
import type { Making, MakingStepName } from './making';
import { readMaking } from './read-making';

const question = 'How many days of annual leave do full-time employees have?';

let team: TestTeam;
let leave: LibraryDocument;
setUpTestDatabase();
beforeAll(async () => {
  team = await createTestTeam();
  await addMarkdown(team, 'Travel policy', travelPolicy);
  leave = await addMarkdown(team, 'Leave policy', leavePolicy);
});

const stepOf = (making: Making, name: MakingStepName) => making.steps.find((step) => step.name === name);

describe('how an answer was made', () => {
  it('tells each step with what went in and came out, and what it took', async () => {
    const { answerId } = await asks(team.viewer, question);
    const making = await readMaking(team.viewer, answerId);
    expect(making.steps.map(({ name, state }) => [name, state])).toEqual(['understand', 'retrieve', 'pack', 'answer', 'check'].map((name) => [name, 'done']));
    for (const { milliseconds, input, output } of making.steps) {
      expect(milliseconds).toBeGreaterThanOrEqual(0);
      expect(input).toBeTruthy();
      expect(output).toBeTruthy();
    }
    expect(stepOf(making, 'retrieve')?.output).toMatch(/^Found \d+ by words, \d+ by meaning, \d+ by exact words; \d+ passages together/);
    expect(stepOf(making, 'pack')?.output).toMatch(/to be read for the answer\. They take \d+ of 4,000 tokens\.$/);
    expect(making.passages[0]).toMatchObject({ fate: 'packed', keyword: { rank: 1 }, shown: { documentName: 'Leave policy', documentId: leave.documentId } });
    expect(making).toMatchObject({ question, status: 'complete', model: 'extractive', searches: 3, failedClaims: [] });
    expect(making.read).toBe(making.passages.filter((passage) => passage.fate === 'packed').length);
  });

  it('says what was searched for where that was something else, and how it came about', async () => {
    const first = await asks(team.viewer, question);
    const second = await asks(team.viewer, 'And for contractors?', first.chatId);
    const making = await readMaking(team.viewer, second.answerId);
    expect(making.understoodAs).toContain('annual leave');
    expect(stepOf(making, 'understand')?.output).toBe(`Words of the conversation were added: “${making.understoodAs}”`);
    expect(stepOf(making, 'retrieve')?.input).toContain(making.understoodAs);
  });

  it('B5, B8: opens to nobody else, and says the same of what does not exist', async () => {
    const { answerId } = await asks(team.viewer, question);
    const stranger = await createTestTeam('Other');
    for (const [viewer, id] of [[team.owner, answerId], [stranger.owner, answerId], [team.viewer, randomUUID()]] as const) {
      await expect(readMaking(viewer, id)).rejects.toMatchObject({ code: 'not_found:message' });
    }
  });

  it('B5: names no document that is gone or out of sight', async () => {
    const { answerId } = await asks(team.viewer, question);
    const hidden = await createTestTeam('Hidden');
    await db().passage.updateMany({ where: { documentId: leave.documentId }, data: { collectionId: hidden.collectionId } });
    try {
      const making = await readMaking(team.viewer, answerId);
      expect(making.passages.filter((passage) => !passage.shown).length).toBeGreaterThan(0);
      expect(JSON.stringify(making.passages)).not.toContain('Leave policy');
      expect(JSON.stringify(making.passages)).not.toContain(leave.documentId);
    } finally {
      await db().passage.updateMany({ where: { documentId: leave.documentId }, data: { collectionId: team.collectionId } });
    }
  });

  it('reads answers from before all of this was kept', async () => {
    const { answerId } = await asks(team.viewer, question);
    await db().message.update({ where: { id: answerId }, data: { parts: {} } });
    await db().usageEntry.deleteMany({ where: { messageId: answerId } });
    const making = await readMaking(team.viewer, answerId);
    expect(making.steps.map((step) => step.state)).toEqual(['unknown', 'unknown', 'unknown', 'unknown', 'unknown']);
    expect(making.receipt).toMatchObject({ lines: [], costMicros: '0' });
  });
});

describe('with models', () => {
  let llm: FakeLlm;
  let reranker: FakeReranker;
  beforeAll(async () => {
    llm = await startFakeLlm();
    reranker = await startFakeReranker(['annual leave', 'Travel policy']);
    await saveModelSetting(team.admin, { provider: 'openai-compatible', baseUrl: llm.url, model: 'fake', apiKey: undefined });
    await saveRerankerSetting(team.admin, rerankerSettingInput.parse({ provider: 'cohere-compatible', baseUrl: reranker.url, model: 'fake-reranker' }));
    reranker.script({});
  });
  afterAll(() => Promise.all([llm.close(), reranker.close()]));

  it('shows the sentences that the check found no support for, and the calls of each step', async () => {
    llm.script({ text: ['Full-time employees have 28 days of annual leave. ', 'Full-time employees have 29 days of annual leave.'], usage: { input: 812, output: 31 } });
    const { answerId } = await asks(team.viewer, question);
    const making = await readMaking(team.viewer, answerId);
    expect(making.failedClaims).toEqual([{ sentence: 'Full-time employees have 29 days of annual leave.', problem: 'a number in it does not stand in the passages' }]);
    expect(stepOf(making, 'check')).toMatchObject({ state: 'degraded', output: '1 of them stand in the passages.' });
    expect(stepOf(making, 'rerank')).toMatchObject({ state: 'done', calls: [{ model: 'fake-reranker', inputTokens: 123 }] });
    expect(stepOf(making, 'answer')).toMatchObject({ state: 'done', calls: [{ model: 'fake', inputTokens: 812, outputTokens: 31, outcome: 'done', costMicros: null }] });
    expect(making.receipt).toMatchObject({ inputTokens: making.receipt.lines.reduce((sum, line) => sum + (line.inputTokens ?? 0), 0), outputTokens: 31, unpriced: 2, uncounted: 0 });
  });

  it('K3: says what did not go as it should', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    const first = await asks(team.viewer, question);
    llm.script({ status: 500 }, { status: 503, headers: { 'retry-after': '0' } }, { text: ['Contractors have no paid leave.'] });
    reranker.script({ status: 500 });
    const { answerId } = await asks(team.viewer, 'And for contractors?', first.chatId);
    reranker.script({});
    const making = await readMaking(team.viewer, answerId);
    expect(stepOf(making, 'understand')).toMatchObject({ state: 'degraded', problems: ['The model could not be asked to rewrite the question.'], calls: [{ outcome: 'failed', inputTokens: 0 }] });
    expect(stepOf(making, 'rerank')).toMatchObject({ state: 'degraded', output: 'The passages kept their ordinary order.' });
    expect(stepOf(making, 'answer')).toMatchObject({ state: 'degraded', problems: ['The model was asked 2 times.'], calls: [{ outcome: 'failed' }, { outcome: 'done' }] });

    llm.script({ text: ['You have 28 days', ' of leave.', ' More'], delay: 30, cutAt: 2 });
    const cut = await readMaking(team.viewer, (await asks(team.viewer, question)).answerId);
    expect(stepOf(cut, 'answer')).toMatchObject({ state: 'failed', problems: ['Answer interrupted.'], calls: [{ outcome: 'failed', inputTokens: null, outputTokens: null }] });
    expect(cut.receipt.uncounted).toBe(1);
  });
});
