import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { builtInEmbedder } from '@/lib/ai/embedding/built-in-embedder';
import { db, pool } from '@/lib/db/client';
import { setUpTestDatabase } from '@/lib/db/test-database';
import { reindexDocuments } from '@/lib/documents/reindex-documents';
import { uploadText } from '@/lib/documents/test-upload';
import { prepareJobs, stopJobs } from '@/lib/jobs/jobs';
import { retrieve } from '@/lib/retrieval/retrieve';
import { createTestTeam, type TestTeam } from '@/lib/teams/test-team';
import { ingest } from './ingest';
import { writeSentences } from './write-sentences';

// Dozens of passages and their sentences are really embedded.
vi.setConfig({ testTimeout: 180_000 });

let team: TestTeam;

setUpTestDatabase();
beforeAll(async () => {
  await prepareJobs();
  team = await createTestTeam();
});
afterAll(() => stopJobs());
afterEach(() => vi.restoreAllMocks());

const days = (n: number) => `Section ${n} grants ${n + 3} days for case ${n}.`;
/** Fifty sections of two sentences each; `changed` replaces the first sentence of some. */
function handbook(changed: Record<number, string> = {}, order = Array.from({ length: 50 }, (_, n) => n)): string {
  return `# Rules\n\n${order.map((n) => `## Case ${n}\n\n${changed[n] ?? days(n)} The form for it lies in drawer ${n * 7} of the office.`).join('\n\n')}\n`;
}

/** Reads the newest version, sentences included; returns the texts that went through the embedder. */
async function read(id: string): Promise<string[]> {
  const spy = vi.spyOn(builtInEmbedder, 'embed');
  await ingest(id);
  await writeSentences(id);
  const embedded = spy.mock.calls.filter(([, { as }]) => as === 'passage').flatMap(([texts]) => texts);
  spy.mockRestore();
  return embedded;
}

type Row = { id: string; ordinal: number; start: number; end: number; text: string; version: string; vector: string; sentences: { start: number; end: number; vector: string }[] };

async function stored(id: string): Promise<Row[]> {
  const { rows } = await pool().query<Row>(
    `SELECT p.id, p.ordinal, p.start, p."end", p.text, p.version_id AS version, v.embedding::text AS vector,
       (SELECT coalesce(json_agg(json_build_object('start', s.start, 'end', s."end", 'vector', s.embedding::text) ORDER BY s.start), '[]') FROM sentence_vector_1 s WHERE s.passage_id = p.id) AS sentences
     FROM passage p JOIN passage_vector_1 v ON v.passage_id = p.id WHERE p.document_id = $1 ORDER BY p.ordinal`,
    [id],
  );
  return rows;
}

/** Every passage stands where its words are in the current version, and its sentences within it. */
async function expectInPlace(id: string): Promise<Row[]> {
  const document = await db().document.findUniqueOrThrow({ where: { id } });
  const version = await db().documentVersion.findUniqueOrThrow({ where: { id: document.currentVersionId ?? '' } });
  const rows = await stored(id);
  expect(rows).toHaveLength(document.passageCount);
  expect(rows.map(({ ordinal }) => ordinal)).toEqual(rows.map((_, n) => n));
  for (const row of rows) {
    expect(row.version).toBe(version.id);
    expect(version.text?.slice(row.start, row.end)).toBe(row.text);
    expect(row.sentences.length).toBeGreaterThan(0);
    expect(row.sentences.every((sentence) => sentence.start >= row.start && sentence.end <= row.end && sentence.start < sentence.end)).toBe(true);
  }
  return rows;
}

describe('a new version', () => {
  it('G6: with 1 of 50 sections changed embeds that passage and its sentences, and nothing else', async () => {
    const id = await uploadText(team.editor, 'Rules.md', handbook());
    expect((await read(id)).length).toBeGreaterThan(100);
    const before = await expectInPlace(id);
    const changed = 'Section 20 now grants as many as ninety days, which is a good deal more than before, for case 20.';
    await uploadText(team.editor, 'Rules.md', handbook({ 20: changed }), { onDuplicate: 'replace' });
    const embedded = await read(id);
    // The passage, and its sentence that changed; the one beside it is in a new passage, but its words are known.
    expect(embedded).toEqual([expect.stringMatching(/^Rules › Case 20\n/), changed]);
    const after = await expectInPlace(id);
    const vectorOf = new Map(before.map((row) => [row.id, row.vector]));
    expect(after.filter((row) => vectorOf.get(row.id) === row.vector)).toHaveLength(49);
    expect((await retrieve(team.viewer, { question: 'ninety days for case 20' })).passages[0]?.text).toContain('ninety');
  });

  it('G6: sections that only change places keep their vectors and go with their sentences', async () => {
    const order = Array.from({ length: 12 }, (_, n) => n);
    const id = await uploadText(team.editor, 'Moved.md', handbook({}, order));
    await read(id);
    const before = await expectInPlace(id);
    await uploadText(team.editor, 'Moved.md', handbook({}, [0, ...order.slice(6), ...order.slice(1, 6)]), { onDuplicate: 'replace' });
    expect(await read(id)).toEqual([]);
    const after = await expectInPlace(id);
    expect(new Set(after.map(({ id }) => id))).toEqual(new Set(before.map(({ id }) => id)));
  });

  it('G6: a file that is read again as it is embeds nothing', async () => {
    const id = await uploadText(team.editor, 'Again.md', handbook({}, [4, 3, 2, 1]));
    await read(id);
    const before = await stored(id);
    await reindexDocuments(team.editor, [id]);
    expect(await read(id)).toEqual([]);
    expect(await stored(id)).toEqual(before);
  });

  it('a passage that stands there more often than before is embedded, however equal', async () => {
    const twice = (count: number) => `# Echo\n\n${Array.from({ length: count }, () => '## Same\n\nThe same words stand here once more in full.').join('\n\n')}\n`;
    const id = await uploadText(team.editor, 'Echo.md', twice(2));
    await read(id);
    await uploadText(team.editor, 'Echo.md', twice(3), { onDuplicate: 'replace' });
    expect((await read(id)).filter((text) => text.startsWith('Echo › Same'))).toHaveLength(1);
    await expectInPlace(id);
  });
});
