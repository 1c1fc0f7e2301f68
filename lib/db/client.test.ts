import type pg from 'pg';
import { expect, it } from 'vitest';
import { db, pool, sql, transaction } from './client';
import { setUpTestDatabase } from './test-database';

setUpTestDatabase();

const insert = 'INSERT INTO portal_setting (key, value) VALUES ($1, $2)';
const has = (key: string) => db().portalSetting.count({ where: { key } });

it('a transaction without Prisma keeps everything or nothing, and gives its connection back', async () => {
  expect(await transaction((tx) => tx.$executeRawUnsafe(insert, 'kept', '1'))).toBe(1);
  expect(await has('kept')).toBe(1);
  const failing = transaction(async (tx) => {
    await tx.$executeRawUnsafe(insert, 'half', '1');
    expect(await tx.$queryRawUnsafe('SELECT value FROM portal_setting WHERE key = $1', 'half')).toEqual([{ value: 1 }]);
    await tx.$executeRawUnsafe('SELECT 1 / $1::int', 0);
  });
  await expect(failing).rejects.toThrow(/division by zero/);
  expect(await has('half')).toBe(0);
  expect(pool().idleCount).toBe(pool().totalCount);
  expect(await sql().$queryRawUnsafe('SELECT value FROM portal_setting WHERE key = $1', 'kept')).toEqual([{ value: 1 }]);
});

it('a transaction whose connection breaks fails, and nobody else gets that connection', async () => {
  const taken: pg.PoolClient[] = [];
  pool().once('acquire', (client) => taken.push(client));
  const failing = transaction(async (tx) => {
    await tx.$executeRawUnsafe(insert, 'broken', '1');
    (taken[0] as unknown as { connection: { stream: { destroy(error: Error): void } } }).connection.stream.destroy(new Error('cut'));
    await tx.$executeRawUnsafe('SELECT 1');
  });
  await expect(failing).rejects.toThrow(/cut|terminated|not queryable/);
  for (let n = 0; n < 3; n++) expect(await has('broken')).toBe(0);
});
