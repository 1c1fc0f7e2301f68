// The whole worker in a process of its own, ended without warning in the middle of a change.
import { type ChildProcess, fork } from 'node:child_process';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type FakeEmbeddings, startFakeEmbeddings } from '@/lib/ai/embedding/fake-embedding-server';
import { db, pool } from '@/lib/db/client';
import { setUpTestDatabase } from '@/lib/db/test-database';
import { prepareJobs, stopJobs } from '@/lib/jobs/jobs';
import { retrieve } from '@/lib/retrieval/retrieve';
import { addTestDocument } from '@/lib/retrieval/test-passages';
import { createTestTeam, type TestTeam } from '@/lib/teams/test-team';
import { changeEmbeddingModel } from './change-embedding-model';
import { ownModel, servedPassages } from './test-embedding';

let server: FakeEmbeddings;
let team: TestTeam;
let worker: ChildProcess | undefined;
setUpTestDatabase();
beforeAll(async () => {
  await prepareJobs();
  server = await startFakeEmbeddings({ dimensions: 64 
});
  team = await createTestTeam();
});
afterAll(async () => {
  await kill();
  await server.close();
  await stopJobs();
});

function start(): void {
  worker = fork('lib/processes/worker.ts', { execArgv: ['--import', 'tsx'], stdio: 'inherit' });
}

async function kill(): Promise<void> {
  const running = worker;
  if (!running || running.exitCode !== null || running.signalCode !== null) return;
  const ended = new Promise((resolve) => running.once('exit', resolve));
  running.kill('SIGKILL');
  await ended;
}

async function until(what: string, isTrue: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 150_000;
  while (!(await isTrue())) {
    if (Date.now() > end) throw new Error(`${what} did not happen in time`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

it('K3: a change of the embedding model that is killed twice in the middle finishes, and serves the old vectors until then', async () => {
  const documents: string[] = [];
  for (let i = 0; i < 4; i++) {
    const texts = Array.from({ length: 40 }, (_, n) => `House ${i} has a rule ${n}: the tenant pays before day ${n % 28} of each month.`);
    const { documentId } = await addTestDocument(team, `House ${i}`, texts.map((text) => ({ text, sentences: [text] })));
    await db().document.update({ where: { id: documentId }, data: { passageCount: texts.length } });
    documents.push(documentId);
  }
  const { space, passages } = await servedPassages(team.id);
  await changeEmbeddingModel(team.admin, ownModel(server));
  const building = await db().embeddingSetting.findFirstOrThrow({ where: { teamId: team.id, role: 'building' } });
  const made = async () => (await pool().query(`SELECT 1 FROM passage_vector_${building.spaceId}`)).rowCount ?? 0;

  for (const answers of [3, 2]) {
    const madeBefore = await made();
    let left = answers;
    server.script(() => (left-- > 0 ? {} : { silent: true }));
    start();
    await until('a request that is never answered', async () => left < 0 && (await made()) > madeBefore);
    await kill();
    expect(await servedPassages(team.id)).toMatchObject({ space, vectors: passages });
    const { passages: found, notices } = await retrieve(team.viewer, { question: 'When does the tenant of house 2 pay?', mode: 'vector' });
    expect(notices).toEqual([]);
    expect(found.length).toBeGreaterThan(0);
  }
  expect(await made()).toBeLessThan(passages);
  server.script({});
  start();
  await until('the switch', async () => (await servedPassages(team.id)).space === building.spaceId);
  expect(await servedPassages(team.id)).toEqual({ space: building.spaceId, passages, vectors: passages, sharp: passages });
  const { passages: found } = await retrieve(team.viewer, { question: 'When does the tenant of house 2 pay?', mode: 'vector', scope: { collectionIds: [], documentIds: documents } });
  expect(found.length).toBeGreaterThan(0);
}, 400_000);
