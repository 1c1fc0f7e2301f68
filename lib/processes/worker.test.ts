import { type ChildProcess, fork } from 'node:child_process';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { db, pool } from '@/lib/db/client';
import { setUpTestDatabase } from '@/lib/db/test-database';
import { uploadText } from '@/lib/documents/test-upload';
import { prepareJobs, stopJobs } from '@/lib/jobs/jobs';
import { createTestTeam, type TestTeam } from '@/lib/teams/test-team';

let team: TestTeam;
let worker: ChildProcess;

setUpTestDatabase();
beforeAll(async () => {
  await prepareJobs();
  team = await createTestTeam();
});
afterEach(() => kill('SIGKILL'));
afterAll(() => stopJobs());

function start(): void {
  worker = fork('lib/processes/worker.ts', { execArgv: ['--import', 'tsx'], stdio: 'inherit' });
}

/** Ends the worker and returns the code it left with. */
async function kill(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
  if (worker.exitCode !== null || worker.signalCode !== null) return worker.exitCode;
  const ended = new Promise<number | null>((resolve) => worker.once('exit', resolve));
  worker.kill(signal);
  return ended;
}

const state = (id: string) => db().document.findUniqueOrThrow({ where: { id } });

async function until(what: string, isTrue: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 60_000;
  while (!(await isTrue())) {
    if (Date.now() > end) throw new Error(`${what} did not happen within a minute`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

const text = (title: string) => `# ${title}\n\n${Array.from({ length: 150 }, (_, i) => `Clause ${i} of ${title}: the tenant of house ${i} pays before day ${i % 28} of each month, or writes why not.`).join('\n\n')}\n`;

/** One set of passages, of the current version, each with its text in place and its sentences once. */
async function expectWhole(id: string): Promise<void> {
  const document = await state(id);
  expect(document).toMatchObject({ state: 'ready', failureCode: null });
  const passages = await db().passage.findMany({ where: { documentId: id }, orderBy: { ordinal: 'asc' } });
  const version = await db().documentVersion.findUniqueOrThrow({ where: { id: document.currentVersionId ?? '' } });
  expect(passages).toHaveLength(document.passageCount);
  expect(passages.map((passage) => passage.ordinal)).toEqual(passages.map((_, i) => i));
  for (const passage of passages) {
    expect(passage.versionId).toBe(version.id);
    expect(version.text?.slice(passage.start, passage.end)).toBe(passage.text);
  }
  const vectors = await pool().query('SELECT passage_id FROM passage_vector_1 WHERE document_id = $1', [id]);
  expect(new Set(vectors.rows.map((row) => row.passage_id))).toEqual(new Set(passages.map((passage) => passage.id)));
  expect(await sharpPassages(id)).toBe(passages.length);
}

/** How many passages of a document have sentences with vectors. */
async function sharpPassages(documentId: string): Promise<number> {
  const counted = await pool().query<{ passages: number }>(
    'SELECT count(DISTINCT p.id)::int AS passages FROM passage p JOIN sentence_vector_1 s ON s.passage_id = p.id WHERE p.document_id = $1',
    [documentId],
  );
  return counted.rows[0]?.passages ?? 0;
}

async function isSharp(id: string): Promise<boolean> {
  const document = await state(id);
  return document.state === 'ready' && (await sharpPassages(id)) === document.passageCount;
}

describe('the worker', () => {
  it.each(['parse', 'embed', 'ready', 'sharpening'])(
    'J1: killed at "%s" and started again, it finishes the document, once',
    async (moment) => {
      start();
      const id = await uploadText(team.editor, `Killed at ${moment}.md`, text(moment));
      await until(`"${moment}"`, async () => {
        const document = await state(id);
        if (moment === 'ready') return document.state === 'ready';
        if (moment === 'sharpening') return (await sharpPassages(id)) > 0;
        return document.stage === moment || document.state === 'ready';
      });
      await kill('SIGKILL');
      start();
      await until('the end', () => isSharp(id));
      await expectWhole(id);
      expect((await state(id)).tries).toBe(0);
    },
    120_000,
  );

  it('J2: asked to stop in the middle of a document, it leaves in order and the next one finishes', async () => {
    start();
    const id = await uploadText(team.editor, 'Stopped.md', text('Stopped'));
    await until('embedding', async () => (await state(id)).stage === 'embed');
    const asked = Date.now();
    expect(await kill('SIGTERM')).toBe(0);
    expect(Date.now() - asked).toBeLessThan(20_000);
    expect(await state(id)).toMatchObject({ state: 'waiting' });
    start();
    await until('the end', () => isSharp(id));
    await expectWhole(id);
  }, 120_000);
});
