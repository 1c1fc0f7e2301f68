import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { db, pool } from '@/lib/db/client';
import { setUpTestDatabase } from '@/lib/db/test-database';
import { createTestTeam, type TestTeam } from '@/lib/teams/test-team';
import { reachOf } from '../reach';
import { addTestDocument } from '../test-passages';
import { keywordIndex } from './keyword-index';
import { meilisearchIndex } from './meilisearch-index';
import { compareIndex, isCountRight } from './meilisearch/compare-index';
import { keepIndex } from './meilisearch/keep-index';
import { Lease } from './meilisearch/lease';
import { documentShape, indexSettings } from './meilisearch/passage-document';
import { prepareIndex } from './meilisearch/prepare-index';
import { removeIndex } from './meilisearch/remove-index';
import { requestRebuild } from './meilisearch/rebuild-index';
import { adminClient, forgetSearchKey, indexName, nextIndexName, searchServer } from './meilisearch/server';
import { drainIndex, ensureIndex, syncIndex } from './meilisearch/sync-index';
import { readSyncState } from './meilisearch/sync-state';
import { noServer, startTestServer } from './meilisearch/test-server';
import { describeKeywordIndex, plain } from './test-keyword-index';

// Found or started while tests are collected, so that those left out can say why.
const server = await startTestServer();
const lease = new Lease();
const wait = { patience: 120_000 };
/** Long enough for a busy machine. */
const soon = { timeout: 120_000 };

setUpTestDatabase();
beforeAll(async () => {
  if (server) await ensureIndex(adminClient(), wait);
});
afterAll(async () => {
  if (server) await removeIndex();
  await server?.stop();
});

const drain = () => drainIndex(lease);

async function searchKey() {
  const { client } = await searchServer();
  return adminClient().getKey(client.config.apiKey ?? '');
}

describeKeywordIndex(meilisearchIndex, { skip: !server && noServer, settle: drain });

describe('Meilisearch', () => {
  let team: TestTeam;
  beforeEach(async (context) => {
    context.skip(!server, `Meilisearch: ${noServer}`);
    team = await createTestTeam();
    // Another test may have taken passages from under the index.
    await pool().query('UPDATE document SET passage_count = (SELECT count(*) FROM passage WHERE document_id = document.id)');
    await compareIndex(adminClient(), wait);
    await drain();
  });

  const find = async (question: string) => (await meilisearchIndex.search(await reachOf(team.viewer), question, 10)).hits.map((hit) => hit.passageId);
  const indexed = async () => {
    const { results } = await adminClient().index(await indexName()).getDocuments({ filter: `team = "${team.id}"`, limit: 1_000 });
    return results.map((passage) => passage.id as string).sort();
  };

  it('is the keyword index of a portal that names a server', async () => {
    expect(await keywordIndex()).toBe(meilisearchIndex);
  });

  it('finds what a misspelt word means, unless the word exists', async () => {
    const { passageIds } = await addTestDocument(team, 'a', [
      plain('Cancellations are free until two days before the arrival.'),
      plain('The cafeteria is closed on Sundays.'),
      plain('Breakfast is served from seven.'),
    ]);
    await drain();
    expect(await find('What is your cancelation policy?')).toEqual([passageIds[0]]);
    expect(await find('opening of the cafetria')).toEqual([passageIds[1]]);
    expect(await find('brekfast')).toEqual([passageIds[2]]);
    expect(await find('umbrella')).toEqual([]);
  });

  it('ranks by how rare the words are, wherever they stand in a long question', async () => {
    const { passageIds } = await addTestDocument(team, 'a', [
      ...Array.from({ length: 30 }, (_, i) => plain(`The company rents rooms to travellers, rule ${i}.`)),
      plain('The company keeps zebrafish.'),
    ]);
    await drain();
    const question = 'Could anybody please tell me whether the company has rules for rooms, and for travellers, and by the way what about the zebrafish?';
    expect((await find(question))[0]).toBe(passageIds.at(-1));
  });

  it('prepares the index once: settings that are there already are not sent again', async () => {
    const client = adminClient();
    expect(await prepareIndex(client, await indexName(), wait)).toBe('unchanged');
    await client.index(await indexName()).updateStopWords(['the']).waitTask(soon);
    expect(await prepareIndex(client, await indexName(), wait)).toBe('changed');
    expect(await client.index(await indexName()).getStopWords()).toEqual(indexSettings.stopWords);
  });

  it('searches with a key that can do nothing else, and nowhere else', async (context) => {
    context.skip(!server?.apiKey, 'the server has no master key');
    const key = await searchKey();
    expect(key).toMatchObject({ actions: ['search'], indexes: [await indexName()] });
    const { client, index } = await searchServer();
    await expect(client.index(index).getDocuments()).rejects.toThrow('API key is invalid');
    await expect(client.index('other').search('x')).rejects.toThrow('cannot acces');
  });

  it('makes the key for searching anew where it is for another index, as after MEILISEARCH_INDEX has changed', async (context) => {
    context.skip(!server?.apiKey, 'the server has no master key');
    const { passageIds } = await addTestDocument(team, 'a', [plain('vacation')]);
    await drain();
    const { uid } = await searchKey();
    const admin = adminClient();
    await admin.deleteKey(uid);
    await admin.createKey({ uid, actions: ['search'], indexes: ['earlier'], expiresAt: null });
    forgetSearchKey();
    expect(await find('vacation')).toEqual(passageIds);
    expect(await searchKey()).toMatchObject({ uid, actions: ['search'], indexes: [await indexName()] });
  });

  it('B5, M2: what the index still holds is not shown when PostgreSQL says otherwise', async () => {
    const { documentId } = await addTestDocument(team, 'a', [plain('canary zebrafish')]);
    await drain();
    expect(await find('canary')).toHaveLength(1);
    await pool().query('UPDATE passage SET team_id = $1 WHERE document_id = $2', ['another', documentId]);
    expect(await find('canary')).toEqual([]);
    await pool().query('DELETE FROM passage WHERE document_id = $1', [documentId]);
    expect(await find('canary')).toEqual([]);
    expect(await indexed()).toHaveLength(1);
  });

  it('removes what was deleted, and whatever an older writing left', async () => {
    const { documentId, passageIds } = await addTestDocument(team, 'a', [plain('one'), plain('two')]);
    await drain();
    expect(await indexed()).toEqual([...passageIds].sort());
    // A writing that was sent before the deletion and arrives after it has the lower number.
    const late = await adminClient().index(await indexName()).getDocument(passageIds[0] ?? '');
    await db().document.update({ where: { id: documentId }, data: { deletedAt: new Date() } });
    await meilisearchIndex.documentsChanged(db(), [documentId]);
    await drain();
    expect(await indexed()).toEqual([]);
    await adminClient().index(await indexName()).addDocuments([late]).waitTask(soon);
    expect(await find('one')).toEqual([]);
    expect(await compareIndex(adminClient(), wait)).toBe(1);
    expect(await indexed()).toEqual([]);
    await db().document.update({ where: { id: documentId }, data: { deletedAt: null } });
    await meilisearchIndex.documentsChanged(db(), [documentId]);
    await drain();
    expect(await indexed()).toEqual([...passageIds].sort());
  });

  it('a change during the writing is written next', async () => {
    const { documentId } = await addTestDocument(team, 'a', [plain('one')]);
    const before = await pool().query<{ change: string }>('SELECT change FROM keyword_outbox WHERE document_id = $1', [documentId]);
    await meilisearchIndex.documentsChanged(db(), [documentId]);
    const after = await pool().query<{ change: string }>('SELECT change FROM keyword_outbox WHERE document_id = $1', [documentId]);
    expect(Number(after.rows[0]?.change)).toBeGreaterThan(Number(before.rows[0]?.change));
    await drain();
    expect((await pool().query('SELECT 1 FROM keyword_outbox')).rowCount).toBe(0);
  });

  it('the comparison finds and repairs what is missing, left over or misplaced, and nothing else', async () => {
    const missing = await addTestDocument(team, 'missing', [plain('one'), plain('two')]);
    const misplaced = await addTestDocument(team, 'misplaced', [plain('three')]);
    const whole = await addTestDocument(team, 'whole', [plain('four')]);
    await drain();
    expect(await compareIndex(adminClient(), wait)).toBe(0);
    const index = adminClient().index(await indexName());
    await index.deleteDocument(missing.passageIds[0] ?? '').waitTask(soon);
    await index.updateDocuments([{ id: misplaced.passageIds[0], collection: 'elsewhere' }]).waitTask(soon);
    await index.addDocuments([{ id: 'left-over', team: team.id, document: 'gone', collection: team.collectionId, written: 1, stems: 'five' }]).waitTask(soon);
    expect(await compareIndex(adminClient(), wait)).toBe(3);
    const { rows } = await pool().query<{ id: string }>('SELECT document_id AS id FROM keyword_outbox');
    expect(rows.map((row) => row.id).sort()).toEqual([missing.documentId, misplaced.documentId].sort());
    await drain();
    expect(await indexed()).toEqual([...missing.passageIds, ...misplaced.passageIds, ...whole.passageIds].sort());
    expect(await compareIndex(adminClient(), wait)).toBe(0);
  });

  it('the comparison removes what others put into the index, and writes anew what they changed there or a backup brought back', async () => {
    const changed = await addTestDocument(team, 'changed', [plain('vacation one')]);
    const older = await addTestDocument(team, 'older', [plain('vacation two')]);
    const emptied = await addTestDocument(team, 'emptied', [plain('vacation three')]);
    await drain();
    const index = adminClient().index(await indexName());
    await index.updateDocuments([{ id: changed.passageIds[0], text: 'something else' }, { id: emptied.passageIds[0], stems: null }]).waitTask(soon);
    await index.addDocuments([{ id: 7 }, { id: 'bare', text: 'vacashun' }, { id: 'late', team: team.id, document: 'x', collection: team.collectionId, written: 9e15, stems: 'vacat' }, { id: 'theirs', team: team.id, document: changed.documentId, collection: team.collectionId, text: 'vacashun' }]).waitTask(soon);
    await pool().query(`UPDATE passage SET text = 'vacation, newly said' WHERE id = $1`, [older.passageIds[0]]);
    expect(await isCountRight(adminClient())).toBe(false);
    // Until then nobody is disturbed by it.
    expect((await find('vacation vacashun')).sort()).toEqual([...changed.passageIds, ...older.passageIds].sort());
    expect(await compareIndex(adminClient(), wait)).toBeGreaterThanOrEqual(5);
    await drain();
    expect(await indexed()).toEqual([...changed.passageIds, ...older.passageIds, ...emptied.passageIds].sort());
    await expect(index.getDocument('bare')).rejects.toThrow('not found');
    await expect(index.getDocument('7')).rejects.toThrow('not found');
    expect(await find('newly said')).toEqual(older.passageIds);
    expect(await compareIndex(adminClient(), wait)).toBe(0);
  });

  it('the quick look notices that a team lacks passages, also where others make up the number', async () => {
    const { passageIds } = await addTestDocument(team, 'a', [plain('one'), plain('two')]);
    await drain();
    expect(await isCountRight(adminClient())).toBe(true);
    const index = adminClient().index(await indexName());
    await index.deleteDocument(passageIds[0] ?? '').waitTask(soon);
    await index.addDocuments([{ id: 'in-its-place', text: 'two' }]).waitTask(soon);
    expect(await isCountRight(adminClient())).toBe(false);
    await compareIndex(adminClient(), wait);
    expect(await isCountRight(adminClient())).toBe(true);
  });

  it('a rebuild serves from the old index until the new one is complete, and misses no change in between', async () => {
    const first = await addTestDocument(team, 'first', [plain('vacation one')]);
    await drain();
    const uidBefore = (await adminClient().getRawIndex(await indexName())).createdAt;
    await adminClient().index(await indexName()).addDocuments([{ id: 'rubbish', team: team.id, document: 'rubbish', collection: team.collectionId, written: 1, stems: 'vacat' }]).waitTask(soon);
    await requestRebuild();
    expect(await syncIndex(lease)).toBe('worked');
    expect(await find('vacation')).toEqual(first.passageIds);
    expect((await readSyncState()).rebuild?.finishedAt).toBeUndefined();
    const second = await addTestDocument(team, 'second', [plain('vacation two')]);
    await db().document.update({ where: { id: first.documentId }, data: { deletedAt: new Date() } });
    await meilisearchIndex.documentsChanged(db(), [first.documentId]);
    await drain();
    expect((await readSyncState()).rebuild?.finishedAt).toBeDefined();
    expect((await adminClient().getRawIndex(await indexName())).createdAt).not.toBe(uidBefore);
    expect(await indexed()).toEqual(second.passageIds);
    expect(await find('vacation')).toEqual(second.passageIds);
    await expect(adminClient().getRawIndex(await nextIndexName())).rejects.toThrow('not found');
    expect(await compareIndex(adminClient(), wait)).toBe(0);
  });

  it('what was stored before the server was configured is found by the comparison at the start; the work ends when told to', async () => {
    const { passageIds } = await addTestDocument(team, 'a', [plain('vacation')]);
    await pool().query('DELETE FROM keyword_outbox');
    await lease.release();
    const end = new AbortController();
    const kept = keepIndex(end.signal);
    await vi.waitFor(async () => expect(await indexed()).toEqual(passageIds), { timeout: 60_000 });
    end.abort();
    await kept;
    expect(await readSyncState()).toMatchObject({ repaired: 1, serverVersion: expect.stringMatching(/^\d+\.\d+/) });
    expect((await pool().query(`SELECT 1 FROM portal_setting WHERE key = 'keyword-lease'`)).rowCount).toBe(0);
  });

  it('K1: an index that the server lost is made and filled again', async () => {
    const { passageIds } = await addTestDocument(team, 'a', [plain('vacation')]);
    await drain();
    await adminClient().deleteIndex(await indexName()).waitTask(soon);
    expect(await readSyncState()).toMatchObject({ shape: documentShape });
    expect(await isCountRight(adminClient())).toBe(false);
    await ensureIndex(adminClient(), wait);
    await drain();
    expect(await isCountRight(adminClient())).toBe(true);
    expect(await find('vacation')).toEqual(passageIds);
  });
});
