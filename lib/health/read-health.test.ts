import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { db } from '@/lib/db/client';
import { startTestDatabase } from '@/lib/db/test-database';
import { documentRows } from '@/lib/documents/list-documents';
import { pointPortalAt } from '@/lib/retrieval/keyword/meilisearch/scratch-server';
import { changeSyncState, readSyncState } from '@/lib/retrieval/keyword/meilisearch/sync-state';
import { sendJson, startStubServer, type StubServer } from '@/lib/retrieval/keyword/meilisearch/test-stub-server';
import { addTestDocument, testVector } from '@/lib/retrieval/test-passages';
import { createTestTeam, type TestTeam } from '@/lib/teams/test-team';
import { readHealth } from './read-health';
import { rebuildKeywordIndex } from './rebuild-keyword-index';

let stub: StubServer;
let stop: () => Promise<void>;
let team: TestTeam;
let documentId: string;

beforeAll(async () => {
  stub = await startStubServer((_, response) => sendJson(response, 200, { hits: [], estimatedTotalHits: 1 }));
  pointPortalAt(stub);
  stop = await startTestDatabase();
  const other = await createTestTeam('Other');
  await addTestDocument(other, 'theirs', [{ text: 'theirs', embedding: testVector(1) }]);
});
afterAll(async () => {
  await stop();
  await stub.close();
});
beforeEach(async () => {
  team = await createTestTeam();
  ({ documentId } = await addTestDocument(team, 'ours', [{ text: 'one', embedding: testVector(1) }, { text: 'two', embedding: testVector(2) }]));
});

const keyword = async () => (await readHealth(team.admin)).keyword;

it('K2: says what the index lacks, counting the own team only', async () => {
  expect(await keyword()).toMatchObject({ engine: 'meilisearch', stored: 2, indexed: 1, server: { waiting: 1, refused: [] } });
  expect((await documentRows(team.admin, [documentId]))[0]).toMatchObject({ state: 'ready', wordsPending: true });
  await db().keywordOutbox.delete({ where: { documentId } });
  expect((await keyword()).server).toMatchObject({ waiting: 0, oldestSeconds: 0 });
  expect((await documentRows(team.admin, [documentId]))[0]).toMatchObject({ wordsPending: false });
});

it('K2: names the documents that the index refuses, with the reason', async () => {
  await db().keywordOutbox.update({ where: { documentId }, data: { tries: 3, error: 'too odd' } });
  expect((await keyword()).server?.refused).toEqual([{ documentId, name: 'ours', error: 'too odd' }]);
  const other = await createTestTeam('Third');
  expect((await readHealth(other.admin)).keyword.server).toMatchObject({ waiting: 0, refused: [] });
});

it('K2: says that the server is older than the portal was made for', async () => {
  await changeSyncState({ serverVersion: '1.12.0' });
  expect((await keyword()).server?.tooOld).toContain('Meilisearch 1.12.0 is older than 1.48.3');
  await changeSyncState({ serverVersion: '1.50.0' });
  expect((await keyword()).server?.tooOld).toBeUndefined();
});

it('K1: says that the server does not answer, and that nothing can be written', async () => {
  const before = stub.answer;
  stub.answer = (_, response) => sendJson(response, 500, { message: 'Out of order.', code: 'internal', type: 'internal', link: '' });
  await changeSyncState({ failure: { message: 'Out of order.', since: new Date().toISOString(), tries: 4 } });
  const shown = await keyword();
  expect(shown.indexed).toBeUndefined();
  expect(shown.server).toMatchObject({ unreachable: 'Out of order.', failure: { tries: 4 } });
  stub.answer = before;
  await changeSyncState({ failure: null });
  expect((await keyword()).server?.failure).toBeUndefined();
});

it('a rebuild is asked for by admins, once at a time, and recorded', async () => {
  await expect(rebuildKeywordIndex(team.editor)).rejects.toMatchObject({ code: 'forbidden:role' });
  expect((await readSyncState()).rebuild).toBeUndefined();
  await rebuildKeywordIndex(team.admin);
  await changeSyncState({ rebuild: { requestedAt: '2026-01-01T00:00:00Z', startedAt: '2026-01-01T00:00:01Z', done: 3, total: 9 } });
  await rebuildKeywordIndex(team.admin);
  expect((await keyword()).server?.rebuild).toMatchObject({ done: 3, total: 9 });
  await changeSyncState({ rebuild: { requestedAt: '2026-01-01T00:00:00Z', finishedAt: '2026-01-01T00:00:02Z', done: 9, total: 9 } });
  await rebuildKeywordIndex(team.admin);
  expect((await keyword()).server?.rebuild).toMatchObject({ done: 0, total: 0 });
  expect(await db().auditEvent.count({ where: { teamId: team.id, action: 'keyword-index.rebuild' } })).toBe(3);
});
