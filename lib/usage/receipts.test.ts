import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type FakeLlm, type ScriptedAnswer, startFakeLlm } from '@/lib/ai/fake-llm-server';
import { type FakeReranker, startFakeReranker } from '@/lib/ai/reranking/fake-rerank-server';
import { rerankerSettingInput, saveRerankerSetting } from '@/lib/ai/reranking/reranker-setting';
import { addMarkdown, leavePolicy, travelPolicy } from '@/lib/ask/test-library';
import { followAnswer, stopAnswer } from '@/lib/chats/running-answers';
import { startAnswer } from '@/lib/chats/start-answer';
import { asks } from '@/lib/chats/test-asking';
import { db } from '@/lib/db/client';
import { setUpTestDatabase } from '@/lib/db/test-database';
import { retrieve } from '@/lib/retrieval/retrieve';
import { createTestTeam, type TestTeam } from '@/lib/teams/test-team';
import { exportUsage } from './export-usage';
import { readReceipt } from './read-receipt';
import { readUsage } from './read-usage';
import { usageFilter, usageGroups } from './usage-filter';

/** Costs 0.15 and 0.60 dollars per million tokens. */
const model = 'gpt-4o-mini';
const question = 'How many days of annual leave do full-time employees have?';

let llm: FakeLlm;
let reranker: FakeReranker;
let team: TestTeam;
setUpTestDatabase();
beforeAll(async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {
});
  [llm, reranker] = [await startFakeLlm(), await startFakeReranker(['annual leave'])];
  team = await createTestTeam();
  await addMarkdown(team, 'Travel policy', travelPolicy);
  await addMarkdown(team, 'Leave policy', leavePolicy);
  await saveRerankerSetting(team.admin, rerankerSettingInput.parse({ provider: 'cohere-compatible', baseUrl: reranker.url, model: 'fake-reranker' }));
  await db().modelSetting.create({ data: { teamId: team.id, provider: 'openai', baseUrl: llm.url, model } });
  llm.requests.length = 0;
});
afterAll(async () => {
  vi.restoreAllMocks();
  await Promise.all([llm.close(), reranker.close()]);
});

/** Numbers that are the same in every run (mulberry32). */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % sides;
  };
}

const text = ['Full-time employees have 28 days', ' of annual leave.', ' Ask your lead.'];
const error: ScriptedAnswer = { status: 503, headers: { 'retry-after': '0' } };
const never = new Promise<never>(() => {});

type Kind = { answers: (usage: { input: number; output: number }) => ScriptedAnswer[]; followUp?: true; stopped?: true };

const kinds: Record<string, Kind> = {
  whole: { answers: (usage) => [{ text, usage }] },
  'whole, counting as it goes': { answers: (usage) => [{ text, usage, counting: true }] },
  'busy at first': { answers: (usage) => [error, { text, usage }] },
  'not to be had': { answers: () => [error] },
  'without a word': { answers: (usage) => [{ text: [], usage: { ...usage, output: 0 } }] },
  'cut off after it counted': { answers: (usage) => [{ text, usage, counting: true, delay: 30, cutAt: 2 }] },
  'cut off before it counted': { answers: (usage) => [{ text, usage, delay: 30, cutAt: 2 }] },
  'stopped after it counted': { answers: (usage) => [{ text, usage, counting: true, hold: { at: 2, until: never } }], stopped: true },
  'stopped before it counted': { answers: (usage) => [{ text, usage, hold: { at: 2, until: never } }], stopped: true },
  'a follow-up': { answers: (usage) => [{ text: ['How much leave do contractors have?'], usage: { input: 40, output: 9 } }, { text, usage }], followUp: true },
  'a follow-up that is not rewritten': { answers: (usage) => [error, { text, usage }], followUp: true },
  'a follow-up that is rewritten badly': { answers: (usage) => [{ text: ['x'.repeat(2_000)], usage: { input: 41, output: 400 } }, { text, usage }], followUp: true },
};

/** Asks, and stops the answer once two pieces of it have come. */
async function asksAndStops(chatId: string, asked: string): Promise<string> {
  const answerId = await startAnswer(team.viewer, { chatId, message: { text: asked } });
  const reader = followAnswer(chatId)?.getReader();
  let said = '';
  while (!said.includes('annual leave')) {
    const next = await reader?.read();
    if (!next || next.done) throw new Error(`The answer ended after “${said}”.`);
    if (next.value.type === 'text-delta') said += next.value.delta;
  }
  await stopAnswer(chatId);
  return answerId;
}

async function csvRows(): Promise<Record<string, string>[]> {
  const csv = await new Response(exportUsage(team.admin, {})).text();
  const [head = '', ...lines] = csv.trim().split('\r\n');
  const names = head.replace('\uFEFF', '').split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, i) => [names[i] ?? '', cell])));
}

const sum = (amounts: (number | string | bigint | null | undefined)[]) => amounts.reduce<bigint>((total, amount) => total + BigInt(amount ?? 0), 0n);

describe('a day of answers', () => {
  const answers: string[] = [];
  let stoppedOrCut = 0;
  beforeAll(async () => {
    const roll = dice(20_261_126);
    const names = Object.keys(kinds);
    // Each kind at least once, in an order of chance, with usage of chance.
    const day = [...names, ...Array.from({ length: 10 }, () => names[roll(names.length)] ?? '')].toSorted(() => roll(3) - 1);
    for (const [index, name] of day.entries()) {
      const kind = kinds[name];
      if (!kind) throw new Error(name);
      const chatId = randomUUID();
      if (kind.followUp) {
        llm.script({ text, usage: { input: 1 + roll(3_000), output: 1 + roll(50) } });
        answers.push((await asks(team.viewer, question, chatId)).answerId);
      }
      llm.script(...kind.answers({ input: 1 + roll(5_000), output: 3 + roll(500) }));
      // Every second question is new to the embedding model.
      const asked = kind.followUp ? 'And for contractors?' : index % 2 ? question : `${question} This is question ${index}.`;
      answers.push(kind.stopped ? await asksAndStops(chatId, asked) : (await asks(team.viewer, asked, chatId)).answerId);
      if (/before it counted/.test(name)) stoppedOrCut += 1;
    }
    // What is no part of an answer is in the ledger and on no receipt.
    await retrieve(team.viewer, { question: 'How many days of annual leave are there?' });
    // Both are written behind its back.
    await vi.waitUntil(async () => (await db().usageEntry.count({ where: { teamId: team.id, messageId: null } })) === 2, { timeout: 20_000 });
  }, 180_000);

  it('G18: the ledger holds what the provider said, to the token and to the millionth of a dollar', async () => {
    const rows = await db().usageEntry.findMany({ where: { teamId: team.id, model } });
    expect(rows.length).toBe(llm.requests.length);
    const said = llm.requests.flatMap((request) => request.said ?? []);
    expect(sum(rows.map((row) => row.inputTokens))).toBe(sum(said.map(({ input }) => input)));
    expect(sum(rows.map((row) => row.outputTokens))).toBe(sum(said.map(({ output }) => output)));
    expect(sum(rows.map((row) => row.costMicros))).toBe(sum(said.map(({ input, output }) => (BigInt(input) * 15n + BigInt(output) * 60n + 99n) / 100n)));
    // Calls that broke off before the provider said anything are there, and known to be unknown.
    expect(stoppedOrCut).toBeGreaterThanOrEqual(2);
    expect(rows.filter((row) => row.inputTokens === null && row.costMicros === null)).toHaveLength(stoppedOrCut);
    expect(new Set(rows.map((row) => row.outcome))).toEqual(new Set(['done', 'failed', 'stopped']));
  });

  it('G18: the receipts of all answers, with what was no part of one, are the ledger, the table and the CSV', async () => {
    const receipts = await Promise.all(answers.map((id) => readReceipt(team.viewer, id)));
    const lines = receipts.flatMap((receipt) => receipt.lines);
    for (const receipt of receipts) expect(receipt.costMicros).toBe(String(sum(receipt.lines.map((line) => line.costMicros))));
    const ledger = await db().usageEntry.findMany({ where: { teamId: team.id } });
    const beside = ledger.filter((row) => row.messageId === null);
    const csv = await csvRows();
    expect(csv).toHaveLength(ledger.length);
    expect(lines.length + beside.length).toBe(ledger.length);
    for (const [field, column] of [['inputTokens', 'tokens_in'], ['outputTokens', 'tokens_out'], ['searches', 'searches'], ['costMicros', 'cost_millionths_usd']] as const) {
      const whole = sum(ledger.map((row) => row[field]));
      expect(sum(lines.map((line) => line[field])) + sum(beside.map((row) => row[field]))).toBe(whole);
      expect(sum(csv.map((row) => row[column]))).toBe(whole);
      for (const by of usageGroups) {
        const usage = await readUsage(team.admin, usageFilter.parse({ by }));
        expect(BigInt(usage.total[field])).toBe(whole);
        expect(sum(usage.lines.map((line) => line[field]))).toBe(whole);
      }
    }
    expect(sum(receipts.map((receipt) => receipt.costMicros))).toBeGreaterThan(0n);
  });

  it('writes each call down once, with its step, its time and what it was for', async () => {
    const ledger = await db().usageEntry.findMany({ where: { teamId: team.id, messageId: { not: null } } });
    expect(new Set(ledger.map((row) => row.step))).toEqual(new Set(['understand', 'embed', 'rerank', 'answer']));
    for (const row of ledger) expect(row.milliseconds).toBeGreaterThanOrEqual(0);
    expect(ledger.filter((row) => row.model === 'extractive').every((row) => row.costMicros === 0n && row.step === 'answer')).toBe(true);
    // The same question is embedded once, and every answer has its search put in order.
    expect(ledger.filter((row) => row.step === 'rerank')).toHaveLength(answers.length);
    expect(ledger.filter((row) => row.step === 'embed').length).toBeLessThan(answers.length + 5);
  });

  it('B2: is for admins, and shows nothing of another team', async () => {
    await expect(readUsage(team.editor, usageFilter.parse({}))).rejects.toMatchObject({ code: 'forbidden:role' });
    expect(() => exportUsage(team.editor, {})).toThrow('This needs the role "admin"');
    const other = await createTestTeam('Other');
    expect((await readUsage(other.admin, usageFilter.parse({}))).total.calls).toBe(0);
    expect((await readReceipt(other.admin, answers[0] ?? '')).lines).toEqual([]);
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
    expect((await readUsage(team.admin, usageFilter.parse({ from: tomorrow }))).total.calls).toBe(0);
  });
});
