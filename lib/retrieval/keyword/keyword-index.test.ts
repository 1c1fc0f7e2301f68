import { beforeEach, describe, expect, it } from 'vitest';
import { db, pool } from '@/lib/db/client';
import { setUpTestDatabase } from '@/lib/db/test-database';
import { createTestTeam, type TestTeam } from '@/lib/teams/test-team';
import { reachOf } from '../reach';
import { bm25Query, bm25Settings } from '../search-functions';
import { addTestDocument, testVector } from '../test-passages';
import { bm25Index, bm25IndexPrefix } from './bm25-index';
import { fullTextIndex } from './full-text-index';
import { describeKeywordIndex, plain } from './test-keyword-index';

let team: TestTeam;
setUpTestDatabase();
beforeEach(async () => {
  team = await createTestTeam();
});

// A server of one's own may lack the extension; what then does not run is reported by name.
const withoutBm25 = Boolean(process.env.TEST_DATABASE_URL) && process.env.TEST_DATABASE_BM25 !== '1';

describeKeywordIndex(bm25Index, { skip: withoutBm25 && 'the server has no pg_textsearch: it was not run' });
describeKeywordIndex(fullTextIndex);

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
    const { hits } = await bm25Index.search(await reachOf(team.viewer), 'banana cherry', 100);
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
        expect(plan).toContain(`Index Scan using ${bm25IndexPrefix(id)}english`);
        expect(plan).not.toContain('Sort');
      }
    }
  });
});

/** How the statement inside the search function is run under the function's settings. */
async function planOfBm25(teamId: string, collectionIds: string[], documents: string[] | null): Promise<string> {
  const client = await pool().connect();
  try {
    const written = await client.query<{ format: string }>('SELECT format($1, $2::text, $3::text, $4::text)', [bm25Query('english'), teamId, `${bm25IndexPrefix(teamId)}english`, 'english']);
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
