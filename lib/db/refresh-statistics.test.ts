import { expect, it } from 'vitest';
import { createTestTeam } from '@/lib/teams/test-team';
import { addTestDocument, testVector } from '@/lib/retrieval/test-passages';
import { pool } from './client';
import { refreshStatistics } from './refresh-statistics';
import { setUpTestDatabase } from './test-database';

setUpTestDatabase();

const known = async (table: string) => {
  const { rows } = await pool().query<{ reltuples: number }>('SELECT reltuples FROM pg_class WHERE oid = $1::regclass', [table]);
  return rows[0]?.reltuples;
};

it('looks at tables that have grown, and at no others', async () => {
  const team = await createTestTeam();
  await addTestDocument(team, 'many', Array.from({ length: 300 }, (_, i) => ({ text: `rule number ${i} `.repeat(20), embedding: testVector(i) })));
  expect(await known('passage')).not.toBe(300);
  await refreshStatistics();
  expect(await known('passage')).toBe(300);
  expect(await known('passage_vector_1')).toBe(300);
  await addTestDocument(team, 'one', [{ text: 'one more', embedding: testVector(1) }]);
  await refreshStatistics();
  expect(await known('passage')).toBe(300);
});

it('looks at the queue of jobs, too', async () => {
  await pool().query('CREATE SCHEMA jobs; CREATE TABLE jobs.waiting AS SELECT n, repeat($$x$$, 1000) AS data FROM generate_series(1, 300) n');
  await refreshStatistics();
  expect(await known('jobs.waiting')).toBe(300);
});

it('spends no time on vectors and hashes', async () => {
  const { rows } = await pool().query(`SELECT attname FROM pg_stats WHERE tablename IN ('passage', 'passage_vector_1') AND attname IN ('shingles', 'embedding')`);
  expect(rows).toEqual([]);
});
