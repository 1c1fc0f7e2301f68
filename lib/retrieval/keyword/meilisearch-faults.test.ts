// What happens when Meilisearch does not do what it should: a stub stands in, since a real server cannot be told to.
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { db, pool } from '@/lib/db/client';
import { startTestDatabase } from '@/lib/db/test-database';
import { createTestTeam, type TestTeam } from '@/lib/teams/test-team';
import { retrieve } from '../retrieve';
import { addTestDocument } from '../test-passages';
import { Lease } from './meilisearch/lease';
import { indexSettings } from './meilisearch/passage-document';
import { requestRebuild } from './meilisearch/rebuild-index';
import { syncIndex } from './meilisearch/sync-index';
import { readSyncState } from './meilisearch/sync-state';
import { pointPortalAt } from './meilisearch/scratch-server';
import { sendJson, startStubServer, type StubServer } from './meilisearch/test-stub-server';

let stub: StubServer;
let stop: () => Promise<void>;
let team: TestTeam;
let passageIds: string[];

beforeAll(async () => {
  stub = await startStubServer(() => {});
  pointPortalAt(stub);
  stop = await startTestDatabase();
  team = await createTestTeam();
  ({ passageIds } = await addTestDocument(team, 'House rules', ['Smoking is not allowed in the rooms.', 'Dogs are welcome in the garden.']));
});
afterAll(async () => {
  await stop();
  await stub.close();
});
beforeEach(() => {
  stub.asked = [];
});

describe('searching', () => {
  // Time is ours, so that the pause after a failure is over when the next test begins.
  beforeAll(() => {
    vi.useFakeTimers({ toFake: ['performance'] });
  });
  beforeEach(() => {
    vi.advanceTimersByTime(120_000);
  });
  afterAll(() => {
    vi.useRealTimers();
  });

  const search = (question: string) => retrieve(team.viewer, { question });
  const keywordNotice = [expect.objectContaining({ code: 'unavailable:keyword', message: 'Keyword search is unavailable; results may be incomplete.' })];

  /** What a healthy server that holds the team's two passages says. */
  const healthy: StubServer['answer'] = (_, response, body) => {
    const { queries } = JSON.parse(body) as { queries: { q?: string; limit: number }[] };
    const results = queries.map(({ q, limit }) => ({
      hits: limit > 0 ? [{ id: passageIds[0], stems: 'hous rule smoke allow room' }] : [],
      estimatedTotalHits: q === undefined ? 2 : 1,
    }));
    sendJson(response, 200, { results });
  };

  const faults: Record<string, StubServer['answer']> = {
    'closes the connection': (request) => request.socket.destroy(),
    'answers 500': (_, response) => sendJson(response, 500, { message: 'An internal error has occurred.', code: 'internal', type: 'internal', link: '' }),
    'answers half a body': (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
      response.write('{"results": [', () => response.destroy());
    },
    'answers something else': (_, response) => response.end('<html>It works!</html>'),
    'refuses the key': (_, response) => sendJson(response, 403, { message: 'The provided API key is invalid.', code: 'invalid_api_key', type: 'auth', link: '' }),
    'has lost the index': (_, response) => sendJson(response, 404, { message: 'Index not found.', code: 'index_not_found', type: 'invalid_request', link: '' }),
    'has an empty index': (_, response, body) => {
      const { queries } = JSON.parse(body) as { queries: unknown[] };
      sendJson(response, 200, { results: queries.map(() => ({ hits: [], estimatedTotalHits: 0 })) });
    },
  };

  it.each(Object.keys(faults))('K1: a server that %s leaves the results by meaning, with a notice', async (fault) => {
    stub.answer = faults[fault] ?? healthy;
    const result = await search('May I smoke in my room?');
    expect(result.notices).toEqual(keywordNotice);
    expect(result.passages[0]).toMatchObject({ passageId: passageIds[0], keyword: undefined });
    expect(stub.asked).toEqual(['POST /multi-search']);
  });

  it('K1: the next questions do not wait for a server that has just failed, until it answers again', async () => {
    stub.answer = faults['closes the connection'] ?? healthy;
    expect((await search('May I smoke?')).notices).toEqual(keywordNotice);
    stub.answer = healthy;
    stub.asked = [];
    expect((await search('May I smoke here?')).notices).toEqual(keywordNotice);
    expect(stub.asked).toEqual([]);
    vi.advanceTimersByTime(120_000);
    const back = await search('May I smoke there?');
    expect(back.notices).toEqual([]);
    expect(back.passages[0]).toMatchObject({ passageId: passageIds[0], keyword: { rank: 1 } });
  });

  it('K1: nobody is refused when the keyword index alone was asked, but told', async () => {
    stub.answer = faults['answers 500'] ?? healthy;
    await expect(retrieve(team.viewer, { question: 'smoking', mode: 'keyword' })).rejects.toMatchObject({ code: 'unavailable:search' });
  });
});

describe('writing', () => {
  const lease = new Lease();
  let tasks: { enqueued: string; status: (uid: number) => string; swapping?: number };

  beforeEach(async () => {
    await pool().query('DELETE FROM keyword_outbox');
    tasks = { enqueued: '', status: () => 'succeeded' };
    let uid = 0;
    stub.answer = (request, response) => {
      const { method, url = '' } = request;
      const task = /^\/tasks\/(\d+)$/.exec(url)?.[1];
      if (task) return sendJson(response, 200, { uid: Number(task), type: 'documentAdditionOrUpdate', status: tasks.status(Number(task)), error: { message: 'Refused by the stub.' } });
      if (url.startsWith('/tasks?')) return sendJson(response, 200, { results: tasks.swapping === undefined ? [] : [{ uid: tasks.swapping, type: 'indexSwap', status: 'enqueued' }] });
      if (url.endsWith('/settings')) return sendJson(response, 200, indexSettings);
      if (method === 'GET') return sendJson(response, 200, { uid: 'index', createdAt: '2026-01-01T00:00:00Z' });
      if (url.endsWith('/documents/fetch')) return sendJson(response, 200, { results: [], total: 0 });
      if (tasks.enqueued) return sendJson(response, 507, { message: tasks.enqueued, code: 'no_space_left_on_device', type: 'system', link: '' });
      uid += 1;
      return sendJson(response, 202, { taskUid: uid, status: 'enqueued', type: 'documentAdditionOrUpdate', enqueuedAt: '2026-01-01T00:00:00Z' });
    };
  });

  const queue = async () =>
    (await pool().query<{ id: string; tries: number; error: string | null }>('SELECT document_id AS id, tries, error FROM keyword_outbox ORDER BY change')).rows;
  const writes = () => stub.asked.filter((path) => /^POST \/indexes\/[^/]+\/documents($|\?)/.test(path));

  it('K2: a document leaves the queue when its tasks have succeeded, not when they were accepted', async () => {
    const { documentId } = await addTestDocument(team, 'new', ['New.']);
    tasks.status = () => 'enqueued';
    await expect(syncIndex(lease, { patience: 0 })).rejects.toThrow('has not finished task');
    expect(await queue()).toMatchObject([{ id: documentId }]);
    const sent = writes().length;
    // Nothing is added to a queue that does not move.
    await expect(syncIndex(lease, { patience: 0 })).rejects.toThrow('has not finished task');
    expect(writes()).toHaveLength(sent);
    tasks.status = () => 'succeeded';
    expect(await syncIndex(lease)).toBe('worked');
    expect(await queue()).toEqual([]);
    expect((await readSyncState()).succeededAt).toBeDefined();
  });

  it('K2: a full task queue leaves everything to be sent again', async () => {
    const { documentId } = await addTestDocument(team, 'new', ['New.']);
    tasks.enqueued = 'Meilisearch cannot receive write operations because the limit of the task database has been reached.';
    await expect(syncIndex(lease)).rejects.toThrow('limit of the task database');
    expect(await queue()).toMatchObject([{ id: documentId, tries: 0 }]);
    tasks.enqueued = '';
    expect(await syncIndex(lease)).toBe('worked');
    expect(await queue()).toEqual([]);
  });

  it('K2: a document that the server refuses is put aside with the reason, and the others are written', async () => {
    const bad = await addTestDocument(team, 'bad', ['Bad.']);
    await addTestDocument(team, 'good', ['Good.']);
    // Task 1 is of both together; 2 and 3 of the first alone and the second.
    tasks.status = (uid) => (uid <= 2 ? 'failed' : 'succeeded');
    expect(await syncIndex(lease)).toBe('worked');
    expect(await queue()).toEqual([{ id: bad.documentId, tries: 1, error: expect.stringContaining('Refused by the stub.') }]);
    expect(await syncIndex(lease)).toBe('idle');
    await db().$executeRaw`UPDATE keyword_outbox SET retry_at = now()`;
    expect(await syncIndex(lease)).toBe('worked');
    expect(await queue()).toEqual([]);
  });

  it('K2: when the server refuses everything, the documents are not blamed', async () => {
    await addTestDocument(team, 'one', ['One.']);
    await addTestDocument(team, 'two', ['Two.']);
    tasks.status = () => 'failed';
    await expect(syncIndex(lease)).rejects.toThrow('Refused by the stub.');
    expect(await queue()).toMatchObject([{ tries: 0 }, { tries: 0 }]);
  });

  it('K2: a rebuild goes on past a document that the server refuses, which is then named', async () => {
    await addTestDocument(team, 'good', ['Good.']);
    const bad = await addTestDocument(team, 'bad', ['Bad.']);
    await pool().query('DELETE FROM keyword_outbox');
    const refuse = new Set<number>();
    tasks.status = (uid) => (refuse.has(uid) ? 'failed' : 'succeeded');
    const answer = stub.answer;
    stub.answer = (request, response, body) => {
      const isWriting = /^\/indexes\/[^/]+\/documents/.test(request.url ?? '') && request.method === 'POST' && body.includes(bad.documentId);
      if (!isWriting) return answer(request, response, body);
      refuse.add(900);
      return sendJson(response, 202, { taskUid: 900, status: 'enqueued', type: 'documentAdditionOrUpdate', enqueuedAt: '2026-01-01T00:00:00Z' });
    };
    await requestRebuild();
    for (let turn = 0; turn < 10 && !(await readSyncState()).rebuild?.finishedAt; turn++) await syncIndex(lease);
    expect((await readSyncState()).rebuild?.finishedAt).toBeDefined();
    expect(await queue()).toEqual([{ id: bad.documentId, tries: 1, error: expect.stringContaining('Refused by the stub.') }]);
  });

  it('K2: indexes are not swapped back by a process that does not know of a swap still to come', async () => {
    await addTestDocument(team, 'one', ['One.']);
    await requestRebuild();
    tasks.swapping = 700;
    tasks.status = (uid) => (uid === 700 ? 'enqueued' : 'succeeded');
    const turns = async () => {
      for (let turn = 0; turn < 10 && !(await readSyncState()).rebuild?.finishedAt; turn++) await syncIndex(lease);
    };
    await expect(turns()).rejects.toThrow('has not finished task 700');
    expect(stub.asked.filter((path) => path.includes('/swap-indexes'))).toEqual([]);
    tasks = { enqueued: '', status: () => 'succeeded' };
    await turns();
    expect((await readSyncState()).rebuild?.finishedAt).toBeDefined();
  });

  it('leaves the index to the process that holds the lease, and asks it to write once more what may have arrived late', async () => {
    const other = new Lease();
    await addTestDocument(team, 'new', ['New.']);
    const [before] = await queue();
    await pool().query(`UPDATE portal_setting SET value = '{"holder": "someone", "until": "infinity"}' WHERE key = 'keyword-lease'`);
    await expect(syncIndex(other)).rejects.toThrow('Another worker');
    expect(writes()).toEqual([]);
    expect((await queue())[0]).toEqual(before);
    await pool().query(`DELETE FROM portal_setting WHERE key = 'keyword-lease'`);
    expect(await syncIndex(other)).toBe('worked');
  });
});
