import { afterAll, beforeAll, expect, it } from 'vitest';
import { type FakeLlm, startFakeLlm } from '@/lib/ai/fake-llm-server';
import { saveModelSetting } from '@/lib/ai/model-setting';
import { readingSettingInput, readReadingSetting, saveReadingSetting } from '@/lib/ai/reading-setting';
import { readStoredParts } from '@/lib/chats/stored-parts';
import { asks } from '@/lib/chats/test-asking';
import { db } from '@/lib/db/client';
import { setUpTestDatabase } from '@/lib/db/test-database';
import { readMaking } from '@/lib/explain/read-making';
import { retrieve } from '@/lib/retrieval/retrieve';
import { createTestTeam, type TestTeam } from '@/lib/teams/test-team';
import { Footnotes } from './footnotes';
import { pack } from './pack';
import { textOf } from './packed-passage';
import { readAround } from './read-around';
import { addMarkdown, type LibraryDocument } from './test-library';
import type { Reach } from './widen';

const question = 'When may the harbour crane be used?';
const paragraph = (about: string) => `${about} `.repeat(60).trim();
// Three passages and more in the first section, and another section that nobody asks about.
const handbook = `# Harbour handbook

## Harbour crane

The harbour crane may be used from seven in the morning until six in the evening.

${paragraph('Its ropes are inspected by the riggers before each shift.')}

${paragraph('Loads above two tonnes need a second person on the quay.')}

The key of the crane hangs in the office of the harbour master.

## Canteen

Lunch is served at noon.
`;

let llm: FakeLlm;
let team: TestTeam;
let handbooks: LibraryDocument;
setUpTestDatabase();
beforeAll(async () => {
  llm = await startFakeLlm();
  team = await createTestTeam();
  handbooks = await addMarkdown(team, 'Harbour handbook', handbook);
  await saveModelSetting(team.admin, { provider: 'openai-compatible', baseUrl: llm.url, model: 'llama3.1:8b', apiKey: undefined 
});
});
afterAll(() => llm.close());

/** Asks with this much to be read; what was read, as the prompt and the answer's trace say it. */
async function asking(tokens: number | null) {
  await saveReadingSetting(team.admin, readingSettingInput.parse({ tokens }));
  llm.requests.length = 0;
  llm.script({ text: ['The key of the crane hangs in the office of the harbour master.'] });
  const answer = await asks(team.viewer, question);
  const { read } = readStoredParts((await db().message.findUniqueOrThrow({ where: { id: answer.answerId } })).parts).trace ?? {};
  return { ...answer, read, prompt: llm.requests.at(-1)?.prompt ?? '' };
}

it('reads passages alone until the team says how much, then whole documents as far as that goes, and says so', async () => {
  const passages = await db().passage.findMany({ where: { documentId: handbooks.documentId } });
  const whole = passages.reduce((sum, passage) => sum + passage.tokens, 0);
  const usual = await asking(null);
  expect(usual.read).toEqual({ budget: 6_000, tokens: expect.any(Number) as number });
  const widest = await asking(whole + 1_000);
  expect(widest.read?.extents).toEqual([{ passageId: expect.any(String) as string, reach: 'document', tokens: whole, full: false }]);
  expect(widest.prompt).toContain('Lunch is served at noon.');
  const making = await readMaking(team.viewer, widest.answerId);
  expect(making.passages[0]?.why).toBe(`The whole document was read: ${whole.toLocaleString('en')} of ${(whole + 1_000).toLocaleString('en')} tokens`);
});

/** What is read around the passage that is found first, alone. */
async function around(furthest: Reach, budget = 6_000) {
  const found = (await retrieve(team.viewer, { question })).passages;
  const { passages, extents } = await readAround(team.viewer, found.slice(0, 1), { budget, most: 12, furthest });
  return { passages, extents, packed: await pack(question, passages, found) };
}

it('G2: cites the exact words also where only what was read around a passage holds them', async () => {
  const claim = 'The key of the crane hangs in the office of the harbour master.';
  expect(textOf((await around('passage')).packed[0] ?? { parts: [] })).not.toContain(claim);
  const { packed } = await around('section');
  expect(packed).toHaveLength(1);
  expect(textOf(packed[0] ?? { parts: [] })).not.toContain('Lunch');
  const [footnote] = (await new Footnotes(question, packed).resolve(1, claim))?.footnotes ?? [];
  const { start = 0, end = 0, quote, heading } = footnote?.citation ?? {};
  expect({ quote, heading }).toEqual({ quote: claim, heading: 'Harbour crane' });
  expect(handbooks.text.slice(start, end)).toBe(claim);
});

it('reads nothing that people took out of search, and nothing beyond it as one section', async () => {
  const before = (await around('section')).passages;
  const off = before.at(-2);
  expect(before.length).toBeGreaterThan(3);
  await db().passage.deleteMany({ where: { id: off?.passageId } });
  expect((await around('section')).passages.map((passage) => passage.passageId)).toEqual(before.slice(0, -2).map((passage) => passage.passageId));
});

it('B5: reads nothing of another team, whatever ids it is given', async () => {
  const stranger = await createTestTeam('Other');
  const found = (await retrieve(team.viewer, { question })).passages.slice(0, 1);
  const { extents } = await readAround(stranger.viewer, found, { budget: 6_000, most: 12, furthest: 'document' });
  expect(extents.map(({ reach }) => reach)).toEqual(['passage']);
});

it('is kept by admins, audited, within limits, and given up again', async () => {
  await saveReadingSetting(team.admin, { tokens: 20_000 });
  expect(await readReadingSetting(team.admin)).toMatchObject({ tokens: 20_000, model: 'llama3.1:8b', mostForModel: 65_536, microsPerThousand: null });
  await saveReadingSetting(team.admin, { tokens: null });
  expect((await readReadingSetting(team.admin)).tokens).toBeNull();
  const events = await db().auditEvent.findMany({ where: { teamId: team.id, action: 'reading.change' }, orderBy: { createdAt: 'desc' }, take: 2 });
  expect(events.map((event) => event.detail)).toEqual([{ tokens: null }, { tokens: 20_000 }]);
  await expect(saveReadingSetting(team.editor, { tokens: 20_000 })).rejects.toMatchObject({ code: 'forbidden:role' });
  for (const tokens of [999, 200_001, 1_500.5, '2000', Number.NaN]) expect(readingSettingInput.safeParse({ tokens }).success).toBe(false);
});
