import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { db, pool } from '@/lib/db/client';
import { startTestDatabase } from '@/lib/db/test-database';
import { createTestTeam, type TestTeam } from '@/lib/teams/test-team';
import { movePassages, removePassages } from '../passage-store';
import { type ReachFilters, reachOf } from '../reach';
import { bm25Query, bm25Settings } from '../search-functions';
import { addTestDocument, testVector, type TestPassage } from '../test-passages';
import { bm25Index, bm25IndexName } from './bm25-index';
import { fullTextIndex } from './full-text-index';

let stop: () => Promise<void>;
let team: TestTeam;
beforeAll(async () => {
  stop = await startTestDatabase();
});
afterAll(() => stop());
beforeEach(async () => {
  team = await createTestTeam();
});

const plain = (text: string): TestPassage => ({ text, context: 'Handbook', embedding: testVector(text.length) });

// A server of one's own may lack the extension; what then does not run is reported by name.
const withoutBm25 = Boolean(process.env.TEST_DATABASE_URL) && process.env.TEST_DATABASE_BM25 !== '1';

describe.each([
  { index: bm25Index, skip: withoutBm25 },
  { index: fullTextIndex, skip: false },
])('keyword index: $index.name', ({ index, skip }) => {
  beforeEach((context) => context.skip(skip, `the server has no pg_textsearch: ${index.name} was not run`));

  const search = async (question: string, limit = 100) => index.search(await reachOf(team.viewer), question, limit);

  it('finds passages by their words and those of their context, in any form, best first', async () => {
    const { passageIds } = await addTestDocument(team, 'a', [
      plain('Travel is booked by the office.'),
      plain('Vacations: each employee has thirty days of vacation.'),
      plain('An employee who travels gets a laptop.'),
      { text: 'It is closed on Sundays.', context: 'Cafeteria › Opening hours', embedding: testVector(9) },
    ]);
    expect((await search('vacation for employees')).map((hit) => hit.passageId)).toEqual([passageIds[1], passageIds[2]]);
    expect((await search('When does the cafeteria open?')).map((hit) => hit.passageId)).toEqual([passageIds[3]]);
    const hits = await search('vacation for employees');
    expect(hits.every((hit) => hit.score > 0)).toBe(true);
    expect(await search('vacation for employees', 1)).toHaveLength(1);
  });

  it.each([
    '', ' ', 'the of and', '?!', '😀🎉', `'; DROP TABLE passage; --`, `a & b | !c <-> (d`, 'back\\slash \\', 'NUL \0 within', '\ud800 lone',
    'quote \' and "double"', '%L %1$s $1 $body$', 'x'.repeat(50_000), 'vacation '.repeat(6_000), '漢字 و العربية', 'a-b-c e-mail@example.com http://x.y/z?q=1',
  ].map((question) => [question.slice(0, 40), question] as const))('takes any text as a question: %j', async (_, question) => {
    const { passageIds } = await addTestDocument(team, 'a', [plain('vacation of thirty days')]);
    const found = (await search(question)).map((hit) => hit.passageId);
    expect(found).toEqual(question.includes('vacation ') ? passageIds : []);
  });

  it('B5: never finds the exact text of another team', async () => {
    const other = await createTestTeam('Other');
    await addTestDocument(other, 'secret', [plain('canary zebrafish 4711 exact words')]);
    expect(await search('canary zebrafish 4711 exact words')).toEqual([]);
    await addTestDocument(team, 'a', [plain('our own words')]);
    expect(await search('canary zebrafish 4711 exact words')).toHaveLength(1);
    const theirs = await index.search(await reachOf(other.viewer), 'own words canary', 10);
    expect(theirs).toHaveLength(1);
  });

  it('follows deletion, undo, removal, replacement and moves', async () => {
    const { documentId } = await addTestDocument(team, 'a', [plain('vacation')]);
    await db().document.update({ where: { id: documentId }, data: { deletedAt: new Date() } });
    expect(await search('vacation')).toEqual([]);
    await db().document.update({ where: { id: documentId }, data: { deletedAt: null } });
    expect(await search('vacation')).toHaveLength(1);
    const collection = await db().collection.create({ data: { teamId: team.id, name: 'Second' } });
    await movePassages(db(), documentId, collection.id);
    const scope = { collectionIds: [team.collectionId], documentIds: [] };
    expect(await index.search(await reachOf(team.viewer, scope), 'vacation', 10)).toEqual([]);
    await removePassages(db(), documentId);
    expect(await search('vacation')).toEqual([]);
  });

  it('searches only what the question is narrowed to', async () => {
    const first = await addTestDocument(team, 'a', [plain('vacation one')]);
    const second = await addTestDocument(team, 'b', [plain('vacation two')]);
    const within = async (scope: { collectionIds: string[]; documentIds: string[] }) =>
      (await index.search(await reachOf(team.viewer, scope), 'vacation', 10)).map((hit) => hit.passageId).sort();
    expect(await within({ collectionIds: [], documentIds: [second.documentId] })).toEqual(second.passageIds);
    expect(await within({ collectionIds: [], documentIds: ['unknown'] })).toEqual([]);
    expect(await within({ collectionIds: [team.collectionId], documentIds: [] })).toEqual([...first.passageIds, ...second.passageIds].sort());
    expect(await within({ collectionIds: [], documentIds: [] })).toHaveLength(2);
  });

  it('searches only documents of the kind and time that the filters ask for', async () => {
    const old = await addTestDocument(team, 'a', [plain('vacation one')]);
    const fresh = await addTestDocument(team, 'b', [plain('vacation two')]);
    await db().document.update({ where: { id: old.documentId }, data: { format: 'pdf', createdAt: new Date('2024-12-31T23:59:59Z') } });
    await db().document.update({ where: { id: fresh.documentId }, data: { createdAt: new Date('2025-01-01T00:00:00Z') } });
    const within = async (filters: ReachFilters) =>
      (await index.search({ ...(await reachOf(team.viewer)), filters }, 'vacation', 10)).map((hit) => hit.passageId).sort();
    expect(await within({ formats: ['pdf'] })).toEqual(old.passageIds);
    expect(await within({ formats: ['text', 'csv'] })).toEqual(fresh.passageIds);
    expect(await within({ createdFrom: '2025-01-01' })).toEqual(fresh.passageIds);
    expect(await within({ createdBefore: '2025-01-01' })).toEqual(old.passageIds);
    expect(await within({ formats: ['pdf'], createdFrom: '2025-01-01' })).toEqual([]);
    expect(await within({})).toHaveLength(2);
  });

  it('B6: a small team among large ones gets all of its own', async () => {
    const large = await createTestTeam('Large');
    await addTestDocument(large, 'many', Array.from({ length: 600 }, (_, i) => plain(`vacation rule number ${i}`)));
    const { passageIds } = await addTestDocument(team, 'few', Array.from({ length: 20 }, (_, i) => plain(`vacation for group ${i}`)));
    await pool().query('ANALYZE');
    expect((await search('vacation')).map((hit) => hit.passageId).sort()).toEqual([...passageIds].sort());
    expect(await index.search(await reachOf(large.viewer), 'vacation', 100)).toHaveLength(100);
    await index.settle(team.id);
    await pool().query('DELETE FROM passage WHERE id = ANY($1)', [passageIds.slice(0, 10)]);
    expect((await search('vacation')).map((hit) => hit.passageId).sort()).toEqual(passageIds.slice(10).sort());
  });
});

describe.skipIf(withoutBm25)('BM25', () => {
  /** The formula of Robertson and Zaragoza with k1 = 0.9, b = 0.4, over words already stemmed. */
  function trueScores(texts: string[][], question: string[]): number[] {
    const mean = texts.reduce((sum, words) => sum + words.length, 0) / texts.length;
    return texts.map((words) =>
      question.reduce((score, word) => {
        const holding = texts.filter((other) => other.includes(word)).length;
        const idf = Math.log(1 + (texts.length - holding + 0.5) / (holding + 0.5));
        const count = words.filter((other) => other === word).length;
        return score + (idf * count * 1.9) / (count + 0.9 * (0.6 + (0.4 * words.length) / mean));
      }, 0),
    );
  }

  it('gives the scores of the formula, by the word counts of the team alone', async () => {
    const other = await createTestTeam('Other');
    await addTestDocument(other, 'a', Array.from({ length: 50 }, () => plain('apple banana cherry')));
    const texts = Array.from({ length: 20 }, (_, i) =>
      ['apple', ...(i % 3 === 0 ? ['banana', 'banana'] : []), ...(i % 7 === 0 ? ['cherri'] : []), ...Array.from({ length: i }, () => 'melon')],
    );
    const { passageIds } = await addTestDocument(team, 'b', texts.map((words) => ({ text: words.join(' '), context: '', embedding: testVector(1) })));
    await pool().query('ANALYZE');
    const hits = await bm25Index.search(await reachOf(team.viewer), 'banana cherry', 100);
    const expected = trueScores(texts, ['banana', 'cherri']);
    expect(hits).toHaveLength(expected.filter((score) => score > 0).length);
    // Lengths are stored in one byte, so that scores differ by some percent.
    for (const hit of hits) expect(hit.score / (expected[passageIds.indexOf(hit.passageId)] ?? 0)).toBeCloseTo(1, 1);
  });

  it('is read from the index in order of score, whatever the size of the team', async () => {
    const large = await createTestTeam('Large');
    await addTestDocument(large, 'many', Array.from({ length: 600 }, (_, i) => plain(`vacation rule number ${i}`)));
    await addTestDocument(team, 'few', Array.from({ length: 20 }, (_, i) => plain(`vacation for group ${i}`)));
    await pool().query('ANALYZE');
    for (const { id, viewer } of [large, team]) {
      const inTeam = await db().document.findMany({ where: { teamId: id }, select: { id: true } });
      for (const documents of [null, inTeam.map((document) => document.id)]) {
        const plan = await planOfBm25(id, (await reachOf(viewer)).collectionIds, documents);
        expect(plan).toContain(`Index Scan using ${bm25IndexName(id)}`);
        expect(plan).not.toContain('Sort');
      }
    }
  });
});

/** How the statement inside the search function is run under the function's settings. */
async function planOfBm25(teamId: string, collectionIds: string[], documents: string[] | null): Promise<string> {
  const client = await pool().connect();
  try {
    const written = await client.query<{ format: string }>('SELECT format($1, $2::text, $3::text)', [bm25Query, teamId, bm25IndexName(teamId)]);
    await client.query('BEGIN');
    for (const setting of bm25Settings) await client.query(`SET LOCAL ${setting}`);
    // The types that the function's arguments have.
    const types = ['::text[]', '::text[]', '::text[]', '::text', '::int', '::text[]'];
    const statement = (written.rows[0]?.format ?? '').replace(/\$(\d)/g, (mark, number: string) => mark + (types[Number(number) - 1] ?? ''));
    const explained = await client.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${statement}`, [collectionIds, null, null, 'vacation', 100, documents]);
    return explained.rows.map((row) => row['QUERY PLAN']).join('\n');
  } finally {
    await client.query('ROLLBACK');
    client.release();
  }
}
