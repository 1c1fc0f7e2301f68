import { beforeEach, describe, expect, it } from 'vitest';
import { db, pool } from '@/lib/db/client';
import { setUpTestDatabase } from '@/lib/db/test-database';
import { createTestTeam, type TestTeam } from '@/lib/teams/test-team';
import { reachOf } from '../reach';
import { addTestDocument, testVector, type TestPassage } from '../test-passages';
import { exactSearch, fewPassages } from './exact-search';
import { exactWords } from './exact-words';
import { fillShingles } from './fill-shingles';

let team: TestTeam;
setUpTestDatabase();
beforeEach(async () => {
  team = await createTestTeam();
});

const plain = (text: string, context = 'Handbook'): TestPassage => ({ text, context, embedding: testVector(text.length) });
const common = new Set(['the', 'of', 'a', 'in']);

async function find(question: string, scope?: { collectionIds: string[]; documentIds: string[] }) {
  const words = exactWords(question).map(({ word }) => word);
  const hits = await exactSearch(await reachOf(team.viewer, scope), words, (word) => common.has(word));
  return hits.map((hit) => ({ passageId: hit.passageId, words: words.slice(hit.place, hit.place + hit.length).join(' ') }));
}

describe('exactSearch', () => {
  it('finds the one passage with the words in that order, however common each of them is', async () => {
    const many = Array.from({ length: 3 * fewPassages }, (_, i) => plain(`The end of the term ${i} and the term of the lease in a house at the end.`));
    const { passageIds } = await addTestDocument(team, 'a', [...many, plain('It is the term of a lease.')]);
    const last = passageIds.at(-1);
    expect(await find('term of a lease')).toEqual([
      { passageId: last, words: 'term of a' },
      { passageId: last, words: 'of a' },
      { passageId: last, words: 'a lease' },
    ]);
  });

  it('finds the one passage with the words in that order where others hold each two of them apart', async () => {
    const many = Array.from({ length: 2 * fewPassages }, (_, i) => plain(`An api key ${i} for the key that opens, and all that are lost.`));
    const { passageIds } = await addTestDocument(team, 'a', [...many, plain('Renew each api key that are old.')]);
    const last = passageIds.at(-1);
    expect(await find('api key that are')).toContainEqual({ passageId: last, words: 'api key that are' });
    expect(await find('about api key that are to me')).toContainEqual({ passageId: last, words: 'api key that are' });
  });

  it('finds a rare word alone, a number, and an identifier however it is written', async () => {
    const { passageIds } = await addTestDocument(team, 'a', [...Array.from({ length: 20 }, (_, i) => plain(`Form ${i} of the iso office`)), plain('See ISO-27001/A.5, zebrafish')]);
    const last = passageIds.at(-1);
    expect(await find('zebrafish')).toEqual([{ passageId: last, words: 'zebrafish' }]);
    expect(await find('iso 27001')).toEqual([{ passageId: last, words: 'iso 27001' }, { passageId: last, words: '27001' }]);
    expect(await find('form 7')).toContainEqual({ passageId: passageIds[7], words: '7' });
  });

  it('finds words of the title and headings, and not words that stand apart in title and text', async () => {
    const { passageIds } = await addTestDocument(team, 'a', [plain('alpha beta', 'Gamma Delta')]);
    expect((await find('gamma delta')).map((hit) => hit.passageId)).toContain(passageIds[0]);
    expect(await find('the delta of')).toEqual([{ passageId: passageIds[0], words: 'delta' }]);
  });

  it('B5: finds nothing of another team, outside of the scope, or deleted', async () => {
    const other = await createTestTeam('Other');
    await addTestDocument(other, 'secret', [plain('canary zebrafish')]);
    expect(await find('canary zebrafish')).toEqual([]);
    const { documentId } = await addTestDocument(team, 'own', [plain('canary zebrafish')]);
    expect(await find('canary zebrafish')).toHaveLength(2);
    expect(await find('canary zebrafish', { collectionIds: [], documentIds: ['unknown'] })).toEqual([]);
    await db().document.update({ where: { id: documentId }, data: { deletedAt: new Date() } });
    expect(await find('canary zebrafish')).toEqual([]);
  });

  it('finds passages that were stored before there was an exact index, once they are filled in', async () => {
    const { passageIds } = await addTestDocument(team, 'a', [plain('canary zebrafish'), plain('?!')]);
    await pool().query(`UPDATE passage SET shingles = '{}'`);
    expect(await find('zebrafish')).toEqual([]);
    await fillShingles();
    expect(await find('zebrafish')).toEqual([{ passageId: passageIds[0], words: 'zebrafish' }]);
  });

  it.each(['', '?!', '\0 \ud800', 'x'.repeat(50_000), 'word '.repeat(10_000), '😀', `'; DROP TABLE passage; --`])('takes any text: %#', async (question) => {
    await addTestDocument(team, 'a', [plain('something else')]);
    expect(await find(question)).toEqual([]);
  });
});
