import { beforeAll, describe, expect, it } from 'vitest';
import { db, pool } from '@/lib/db/client';
import { setUpTestDatabase } from '@/lib/db/test-database';
import { createTestTeam } from '@/lib/teams/test-team';
import { addTestDocument } from './test-passages';
import { warmUp } from './warm-up';

setUpTestDatabase();
beforeAll(async () => {
  const [large, small] = [await createTestTeam(), await createTestTeam()];
  const leave = { text: 'Everybody has 26 working days of leave a year.', sentences: ['Everybody has 26 working days of leave a year.'] };
  await addTestDocument(large, 'Leave', [leave]);
  await addTestDocument(large, 'Travel', ['Trips are booked by the office.']);
  await addTestDocument(small, 'Small', ['A team of its own.']);
});

/** How often a table was looked into since it was made. */
async function looksInto(table: string): Promise<number> {
  await pool().query('SELECT pg_stat_force_next_flush()');
  const { rows } = await pool().query<{ looks: number }>('SELECT (seq_scan + coalesce(idx_scan, 0))::int AS looks FROM pg_stat_user_tables WHERE relname = $1', [table]);
  return rows[0]?.looks ?? 0;
}

describe('a search at the start for nobody', () => {
  it('looks where questions look, without a call of a model', async () => {
    const tables = ['sentence_vector_1', 'passage_vector_1', 'passage'];
    const before = await Promise.all(tables.map(looksInto));
    await warmUp(undefined, 2);
    const after = await Promise.all(tables.map(looksInto));
    expect(after.map((looks, i) => looks > (before[i] ?? 0))).toEqual([true, true, true]);
    expect(await db().usageEntry.count()).toBe(0);
  });

  it('leaves out teams that are fast anyway, and ends when the process stops', async () => {
    const before = await looksInto('sentence_vector_1');
    await warmUp(undefined, 3);
    await warmUp(AbortSignal.abort(), 2);
    expect(await looksInto('sentence_vector_1')).toBe(before);
  });
});
