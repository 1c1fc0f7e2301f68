import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type FakeLlm, startFakeLlm } from '@/lib/ai/fake-llm-server';
import { saveModelSetting } from '@/lib/ai/model-setting';
import { addMarkdown, leavePolicy } from '@/lib/ask/test-library';
import { asks } from '@/lib/chats/test-asking';
import { db } from '@/lib/db/client';
import { setUpTestDatabase } from '@/lib/db/test-database';
import { createTestTeam, type TestTeam } from '@/lib/teams/test-team';
import { readQuality } from './read-quality';

const question = 'How many days of annual leave do full-time employees have?';

let llm: FakeLlm;
let team: TestTeam;
setUpTestDatabase();
beforeAll(async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {
});
  llm = await startFakeLlm();
  team = await createTestTeam();
  await addMarkdown(team, 'Leave policy', leavePolicy);
  await saveModelSetting(team.admin, { provider: 'openai-compatible', baseUrl: llm.url, model: 'fake', apiKey: undefined });
});
afterAll(() => llm.close());

const none = { understand: 0, retrieve: 0, nothing: 0, rerank: 0, answer: 0, check: 0 };

it('counts, by day, the answers in which a step failed, and multiplies along the chain', async () => {
  expect(await readQuality(team.admin, { days: 30 })).toEqual({ days: [], total: { answers: 0, failed: none, askedAgain: 0, whole: 0, chain: 1 } });
  const good = 'Full-time employees have 28 days of annual leave.';
  llm.script({ text: [good] });
  const first = await asks(team.viewer, question);
  llm.script({ status: 503, headers: { 'retry-after': '0' } }, { text: [good] });
  await asks(team.viewer, question);
  llm.script({ text: ['Full-time employees have 29 days of annual leave.'] });
  await asks(team.viewer, question);
  llm.script({ status: 401 });
  await asks(team.viewer, question);
  // Both its rewriting and its answer fail.
  await asks(team.viewer, 'And for contractors?', first.chatId);
  llm.script({ text: [good] });
  await asks(team.viewer, `${question} type:pdf`);

  const today = new Date().toISOString().slice(0, 10);
  const expected = { answers: 6, failed: { ...none, understand: 1, nothing: 1, answer: 2, check: 1 }, askedAgain: 1, whole: 2 };
  const { days, total } = await readQuality(team.admin, { days: 30 });
  expect(days).toMatchObject([{ day: today, ...expected }]);
  expect(total).toMatchObject(expected);
  expect(total.chain).toBeCloseTo((5 / 6) * (5 / 6) * (4 / 6) * (5 / 6), 10);

  await db().message.updateMany({ where: { teamId: team.id, author: 'footnote', model: 'extractive' }, data: { createdAt: new Date(Date.now() - 40 * 86_400_000) } });
  expect((await readQuality(team.admin, { days: 30 })).days.map((day) => day.day)).toEqual([today]);
  expect((await readQuality(team.admin, { days: 60 })).total.answers).toBe(6);
});

it('B2: is for admins, and counts nothing of another team', async () => {
  await expect(readQuality(team.editor, { days: 30 })).rejects.toMatchObject({ code: 'forbidden:role' });
  const other = await createTestTeam('Other');
  expect((await readQuality(other.admin, { days: 366 })).total.answers).toBe(0);
});
