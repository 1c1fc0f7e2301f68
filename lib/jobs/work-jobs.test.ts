import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { db } from '@/lib/db/client';
import { setUpTestDatabase } from '@/lib/db/test-database';
import { type JobData, type JobName, jobSender, jobs, prepareJobs, stopJobs } from './jobs';
import { workJobs } from './work-jobs';

setUpTestDatabase();
beforeAll(() => prepareJobs());
afterAll(() => stopJobs());

async function send(name: JobName, ids: string[], priority = 0): Promise<void> {
  const send = await jobSender();
  await db().$transaction(async (tx) => {
    for (const id of ids) await send(tx, name, id, { priority });
  });
}

/** Calls what is waited for until so many have come, each by its own promise. */
function gate() {
  const arrived: string[] = [];
  let wake = () => {};
  return {
    arrived,
    come: (id: string) => {
      arrived.push(id);
      wake();
    },
    async until(count: number) {
      while (arrived.length < count) await new Promise<void>((resolve) => (wake = resolve));
    },
  };
}

const numbered = (count: number) => Array.from({ length: count }, (_, n) => `job-${n}`);

describe('jobs', () => {
  it('are taken one after the other without anybody looking at the clock in between', async () => {
    const done = gate();
    // Only the first one can be found by the clock: its next look is an hour away.
    await workJobs<JobData>(await jobs('work'), 'purge', { interval: 3_600_000 }, async ({ documentId }) => done.come(documentId));
    await send('purge', numbered(20));
    const boss = await jobs();
    for (const worker of boss.getWipData({ includeInternal: false })) boss.notifyWorker(worker.id);
    await done.until(20);
    expect(done.arrived.toSorted()).toEqual(numbered(20).toSorted());
  }, 60_000);

  it('are worked on at the same time, as many as there are workers, and a failed one does not end its worker', async () => {
    const begun = gate();
    const ended = gate();
    let letGo = () => {};
    const held = new Promise<void>((resolve) => (letGo = resolve));
    await workJobs<JobData>(await jobs(), 'unpack', { interval: 20, lanes: [{ concurrency: 3 }] }, async ({ documentId }) => {
      begun.come(documentId);
      await held;
      if (documentId === 'job-1') throw new Error('this one cannot be done');
      ended.come(documentId);
    });
    await send('unpack', numbered(8));
    await begun.until(3);
    expect(begun.arrived).toHaveLength(3);
    letGo();
    await ended.until(7);
    expect(ended.arrived.toSorted()).toEqual(numbered(8).filter((id) => id !== 'job-1').toSorted());
  }, 60_000);

  it('below the priority of a lane wait for a worker of another one', async () => {
    const begun = gate();
    let letGo = () => {};
    const held = new Promise<void>((resolve) => (letGo = resolve));
    await workJobs<JobData>(await jobs(), 'annotate', { interval: 20, lanes: [{}, { minPriority: 0 }] }, async ({ documentId }) => {
      begun.come(documentId);
      await held;
    });
    await send('annotate', ['large-0', 'large-1'], -5);
    await begun.until(1);
    await send('annotate', ['small-0', 'small-1']);
    await begun.until(2);
    // The worker of any job holds a large one, so that the small ones have the other to themselves.
    expect(begun.arrived).toEqual(['large-0', 'small-0']);
    letGo();
    await begun.until(4);
    expect(begun.arrived.slice(2).toSorted()).toEqual(['large-1', 'small-1']);
  }, 60_000);
});
