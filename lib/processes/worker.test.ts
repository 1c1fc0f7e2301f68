import { type ChildProcess, fork } from 'node:child_process';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { db } from '@/lib/db/client';
import { startTestDatabase } from '@/lib/db/test-database';
import { uploadText } from '@/lib/documents/test-upload';
import { prepareJobs, stopJobs } from '@/lib/jobs/jobs';
import { createTestTeam, type TestTeam } from '@/lib/teams/test-team';

let stop: () => Promise<void>;
let team: TestTeam;
let worker: ChildProcess;

beforeAll(async () => {
  stop = await startTestDatabase();
  await prepareJobs();
  team = await createTestTeam();
});
afterEach(() => kill('SIGKILL'));
afterAll(async () => {
  await stopJobs();
  await stop();
});

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
  const passages = await db().passage.findMany({ where: { documentId: id }, orderBy: { ordinal: 'asc' }, include: { sentences: true } });
  const version = await db().documentVersion.findUniqueOrThrow({ where: { id: document.currentVersionId ?? '' } });
  expect(passages).toHaveLength(document.passageCount);
  expect(passages.map((passage) => passage.ordinal)).toEqual(passages.map((_, i) => i));
  for (const passage of passages) {
    expect(passage.versionId).toBe(version.id);
    expect(version.text?.slice(passage.start, passage.end)).toBe(passage.text);
    expect(passage.sentences.length).toBeGreaterThan(0);
    expect(new Set(passage.sentences.map((sentence) => sentence.start)).size).toBe(passage.sentences.length);
  }
}

const isSharp = async (id: string) =>
  (await state(id)).state === 'ready' && (await db().passage.count({ where: { documentId: id, sentences: { none: {} } } })) === 0;

describe('the worker', () => {
  it.each(['parse', 'embed', 'ready', 'sharpening'])(
    'J1: killed at "%s" and started again, it finishes the document, once',
    async (moment) => {
      start();
      const id = await uploadText(team.editor, `Killed at ${moment}.md`, text(moment));
      await until(`"${moment}"`, async () => {
        const document = await state(id);
        if (moment === 'ready') return document.state === 'ready';
        if (moment === 'sharpening') return (await db().sentence.count({ where: { passage: { documentId: id } } })) > 0;
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
