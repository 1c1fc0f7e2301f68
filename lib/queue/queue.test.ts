import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { db, pool } from '@/lib/db/client';
import { setUpTestDatabase } from '@/lib/db/test-database';
import { deleteDocuments } from '@/lib/documents/delete-documents';
import { listRuns } from '@/lib/documents/list-runs';
import { uploadText } from '@/lib/documents/test-upload';
import { ingest } from '@/lib/ingest/ingest';
import { jobPriority, quickLane } from '@/lib/ingest/job-priority';
import { recoverDocuments } from '@/lib/ingest/recover-documents';
import { writeSentences } from '@/lib/ingest/write-sentences';
import { type JobData, jobs, prepareJobs, stopJobs } from '@/lib/jobs/jobs';
import { createTestTeam, type TestTeam } from '@/lib/teams/test-team';
import { reindexDocuments } from '@/lib/documents/reindex-documents';
import { listNotifications } from '@/lib/notifications/list-notifications';
import type { Viewer } from '@/lib/auth/viewer';
import { pauseQueue, resumeQueue } from './pause-queue';
import { readQueue } from './read-queue';
import { retryFailed } from './retry-failed';

let team: TestTeam;

setUpTestDatabase();
beforeAll(async () => {
  await prepareJobs();
});
afterAll(() => stopJobs());
beforeAll(async () => {
  team = await createTestTeam();
});
afterEach(async () => {
  await db().document.deleteMany();
  await db().ingestQueue.deleteMany();
  await (await jobs()).deleteAllJobs('ingest');
});

const upload = (name: string, viewer = team.editor) => uploadText(viewer, `${name}.md`, `# ${name}\n\nA few words about ${name}, which is long enough to be read.\n`);
const stateOf = async (id: string) => (await db().document.findUniqueOrThrow({ where: { id } })).state;
const queuedJobs = async (id: string) => (await (await jobs()).findJobs('ingest', { key: id, queued: true })).length;

/** Documents that wait, with their jobs, as if they had been uploaded one after the other. */
async function manyWaiting(of: TestTeam, count: number): Promise<void> {
  await pool().query(
    `INSERT INTO document (id, team_id, collection_id, name, format, size_bytes, uploaded_by_id, updated_at)
     SELECT 'many-' || n, $1, $2, 'Many ' || n || '.txt', 'text', 1000, $3, now() FROM generate_series(1, $4::int) n`,
    [of.id, of.collectionId, of.editor.userId, count],
  );
  const boss = await jobs();
  const all = Array.from({ length: count }, (_, n) => ({ data: { documentId: `many-${n + 1}` }, singletonKey: `many-${n + 1}`, priority: jobPriority(1_000, n + 1) }));
  for (let first = 0; first < count; first += 1_000) await boss.insert('ingest', all.slice(first, first + 1_000));
}

const nextJob = async () => (await (await jobs()).fetch<JobData>('ingest'))[0]?.data.documentId;

describe('fairness', () => {
  it("C7: a team's single document is next, whatever another team has waiting", async () => {
    const crowd = await createTestTeam('Crowd');
    await manyWaiting(crowd, 10_000);
    expect(await nextJob()).toBe('many-1');
    const id = await upload('Single');
    expect([await nextJob(), await nextJob()]).toEqual([id, 'many-2']);
  }, 120_000);

  it('C7: what comes back when a model was down goes behind, not before, the files of others', async () => {
    const crowd = await createTestTeam('Crowd again');
    await manyWaiting(crowd, 1_200);
    await (await jobs()).deleteAllJobs('ingest');
    const id = await upload('Late');
    await (await jobs()).deleteAllJobs('ingest');
    await recoverDocuments();
    const next = [await nextJob(), await nextJob(), await nextJob()];
    expect(next).toContain(id);
  }, 120_000);

  it('C7: large files never use up the lane of small ones, however many there are', () => {
    for (const queued of [0, 1, 10_000, 5_000_000]) {
      expect(jobPriority(1_000, queued)).toBeGreaterThanOrEqual(quickLane);
      expect(jobPriority(50_000_000, queued)).toBeLessThan(quickLane);
      expect(jobPriority(50_000_000, 0)).toBeLessThan(jobPriority(1_000, queued));
    }
  });
});

describe('watching', () => {
  it('counts what was dealt with since the queue was last empty, and keeps the result of the batch', async () => {
    const before = await upload('Before');
    await ingest(before);
    expect(await readQueue(team.editor)).toMatchObject({ waiting: 0, reading: 0, lastBatch: { read: 1, failed: 0 } });
    const ids = [await upload('One'), await upload('Two'), await upload('Three')];
    await db().document.update({ where: { id: ids[1] ?? '' }, data: { format: 'pdf' } });
    await ingest(ids[0] ?? '');
    expect(await readQueue(team.editor)).toMatchObject({ waiting: 2, batch: { done: 1, total: 3 } });
    await ingest(ids[1] ?? '');
    await ingest(ids[2] ?? '');
    expect(await readQueue(team.editor)).toEqual({ waiting: 0, reading: 0, failed: 1, retryable: 0, refused: [{ reason: 'damaged', count: 1 }], unpacking: [], lastBatch: { endedAt: expect.any(String), read: 2, failed: 1 } });
  });

  it('a batch ends with its last document, also when that one is deleted', async () => {
    const [one, two] = [await upload('One'), await upload('Two')];
    await ingest(one);
    await deleteDocuments(team.editor, [two]);
    expect(await readQueue(team.editor)).toEqual({ waiting: 0, reading: 0, failed: 0, retryable: 0, refused: [], unpacking: [], lastBatch: { endedAt: expect.any(String), read: 1, failed: 0 } });
  });

  it('tells those who brought the documents of a batch that it has ended, each of their own, and nobody of what was read again', async () => {
    await db().notification.deleteMany();
    const ids = [await upload('Of the editor'), await upload('Of the admin', team.admin), await upload('Of the admin as well', team.admin)];
    await db().document.update({ where: { id: ids[2] ?? '' }, data: { format: 'pdf' } });
    await ingest(ids[0] ?? '');
    expect(await db().notification.count()).toBe(0);
    await ingest(ids[1] ?? '');
    await ingest(ids[2] ?? '');
    const told = async (viewer: Viewer) => (await listNotifications(viewer)).map(({ kind, sentence, href }) => [kind, sentence, href]);
    expect(await told(team.editor)).toEqual([['batch-done', '1 document read.', '/admin/documents']]);
    expect(await told(team.admin)).toEqual([['batch-done', '1 document read, 1 failed.', '/admin/documents?state=failed']]);
    expect(await told(team.owner)).toEqual([]);

    await reindexDocuments(team.owner, [ids[0] ?? '']);
    await ingest(ids[0] ?? '');
    expect(await readQueue(team.editor)).toMatchObject({ waiting: 0, reading: 0 });
    expect(await told(team.editor)).toHaveLength(1);
    // What had failed was never read: that it is now is news.
    await db().document.update({ where: { id: ids[2] ?? '' }, data: { format: 'markdown' } });
    await reindexDocuments(team.owner, [ids[2] ?? '']);
    await ingest(ids[2] ?? '');
    expect((await told(team.admin))[0]).toEqual(['batch-done', '1 document read.', '/admin/documents']);
  });

  it('B5: tells nothing of another team, and is for editors', async () => {
    const other = await createTestTeam('Other');
    await upload('Ours');
    expect(await readQueue(other.editor)).toEqual({ waiting: 0, reading: 0, failed: 0, retryable: 0, refused: [], unpacking: [] });
    await expect(readQueue(team.viewer)).rejects.toMatchObject({ code: 'forbidden:role' });
  });

  it('estimates from what was measured, and says nothing while that is too little', async () => {
    const id = await upload('Waiting');
    await pool().query(`INSERT INTO ingest_queue (team_id, batch_started_at) VALUES ($1, now() AT TIME ZONE 'utc' - interval '2 minutes')`, [team.id]);
    expect((await readQueue(team.editor)).secondsLeft).toBeUndefined();
    // Ten readings of 20 seconds each in 100 seconds: two at a time.
    const { sizeBytes } = await db().document.findUniqueOrThrow({ where: { id } });
    const version = await db().documentVersion.findFirstOrThrow({ where: { documentId: id } });
    for (let n = 0; n < 10; n++) {
      const ended = 80 - 20 * Math.floor(n / 2);
      await pool().query(
        `INSERT INTO ingest_run (id, document_id, team_id, version_id, attempt, format, size_bytes, outcome, started_at, ended_at)
         VALUES ($1, $2, $3, $4, $5, 'markdown', $6, 'ready', now() AT TIME ZONE 'utc' - make_interval(secs => $7 + 20), now() AT TIME ZONE 'utc' - make_interval(secs => $7))`,
        [randomUUID(), id, team.id, version.id, -1 - n, sizeBytes, ended],
      );
    }
    const { secondsLeft = 0 } = await readQueue(team.editor);
    expect(secondsLeft).toBeGreaterThan(9);
    expect(secondsLeft).toBeLessThan(11);
  });
});

describe('a document', () => {
  it('has a timeline of each reading: its stages with their times and sizes', async () => {
    const id = await upload('Timeline');
    await ingest(id);
    await writeSentences(id);
    const [run, ...earlier] = await listRuns(team.viewer, id);
    expect(earlier).toEqual([]);
    expect(run).toMatchObject({ attempt: 1, outcome: 'ready', version: { number: 1 } });
    expect(run?.stages.map(({ stage, size }) => [stage, size?.unit])).toEqual([['parse', 'character'], ['chunk', 'passage'], ['embed', 'passage'], ['write', 'passage'], ['sharpen', 'passage']]);
    expect(run?.stages.every(({ milliseconds }) => milliseconds >= 0)).toBe(true);
    expect(run?.stages.find(({ stage }) => stage === 'chunk')?.size?.count).toBe(1);
    expect(await listRuns((await createTestTeam('Strangers')).owner, id)).toEqual([]);
  });

  it('that failed says in its timeline how far it came', async () => {
    const id = await upload('Broken');
    await db().document.update({ where: { id }, data: { format: 'pdf' } });
    await ingest(id);
    const [run] = await listRuns(team.editor, id);
    expect(run).toMatchObject({ outcome: 'failed', stages: [{ stage: 'parse' }] });
  });
});

describe('a pause', () => {
  it('begins nothing more until it is over, and then goes on', async () => {
    const id = await upload('Paused');
    await pauseQueue(team.admin);
    await ingest(id);
    expect([await stateOf(id), (await readQueue(team.editor)).paused?.by]).toEqual(['waiting', 'The admin']);
    // The job was taken while nothing was begun, and none is given meanwhile.
    await (await jobs()).deleteAllJobs('ingest');
    await recoverDocuments();
    expect(await queuedJobs(id)).toBe(0);
    await resumeQueue(team.admin);
    expect([await queuedJobs(id), (await readQueue(team.editor)).paused]).toEqual([1, undefined]);
    await ingest(id);
    expect(await stateOf(id)).toBe('ready');
    expect(await db().auditEvent.count({ where: { teamId: team.id, action: { in: ['queue.pause', 'queue.resume'] } } })).toBe(2);
  });

  it('of one team holds up no other, and is for admins', async () => {
    const other = await createTestTeam('Unpaused');
    await pauseQueue(team.admin);
    const id = await upload('Theirs', other.editor);
    await ingest(id);
    expect(await stateOf(id)).toBe('ready');
    await expect(pauseQueue(team.editor)).rejects.toMatchObject({ code: 'forbidden:role' });
    await expect(resumeQueue(team.editor)).rejects.toMatchObject({ code: 'forbidden:role' });
  });
});

describe('retrying', () => {
  const fail = (id: string, failureCode: string) => db().document.update({ where: { id }, data: { state: 'failed', failureCode, failureMessage: 'It failed.' } });

  it('has those failed documents of the team read again that another try may read, and says why not the others', async () => {
    const [fine, broken, late, unlucky] = [await upload('Fine'), await upload('Broken'), await upload('Late'), await upload('Unlucky')];
    await ingest(fine);
    await db().document.update({ where: { id: broken }, data: { format: 'pdf' } });
    await ingest(broken);
    expect(await stateOf(broken)).toBe('failed');
    await fail(late, 'unsupported:too_slow');
    await fail(unlucky, 'internal:ingest');
    const locked = await Promise.all(['One', 'Two'].map((name) => upload(`Locked ${name}`)));
    for (const id of locked) await fail(id, 'unsupported:password');
    const theirs = await upload('Theirs', (await createTestTeam('Others')).editor);
    await fail(theirs, 'internal:ingest');

    expect(await readQueue(team.editor)).toMatchObject({ failed: 5, retryable: 2, refused: [{ reason: 'password', count: 2 }, { reason: 'damaged', count: 1 }] });
    await (await jobs()).deleteAllJobs('ingest');
    expect(await retryFailed(team.editor)).toEqual({ count: 2, left: 3 });
    expect(await Promise.all([late, unlucky, broken, ...locked, fine, theirs].map(stateOf))).toEqual(['waiting', 'waiting', 'failed', 'failed', 'failed', 'ready', 'failed']);
    expect(await Promise.all([late, unlucky, broken, theirs].map(queuedJobs))).toEqual([1, 1, 0, 0]);
    expect(await readQueue(team.editor)).toMatchObject({ failed: 3, retryable: 0 });
    await expect(retryFailed(team.viewer)).rejects.toMatchObject({ code: 'forbidden:role' });
  });
});
