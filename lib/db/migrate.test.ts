import { readdir, readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { config } from '@/lib/config/config';
import { pool } from './client';
import { migrate } from './migrate';
import { setUpTestDatabase } from './test-database';

setUpTestDatabase();

it('records each migration once and applies nothing the second time', async () => {
  const names = (await readdir('prisma/migrations', { withFileTypes: true })).filter((e) => e.isDirectory()).map((e) => e.name).sort();
  expect(await migrate(config().databaseUrl)).toEqual([]);
  const recorded = await pool().query('SELECT migration_name FROM _prisma_migrations ORDER BY migration_name');
  expect(recorded.rows.map((row) => row.migration_name)).toEqual(names);
});

it('has a migration for everything in schema.prisma', async () => {
  const migrated = await readFile('prisma/migrations/schema.prisma', 'utf8');
  expect(migrated).toBe(await readFile('prisma/schema.prisma', 'utf8'));
});

it('refuses a migration whose file was changed after it had been applied', async () => {
  await pool().query(`UPDATE _prisma_migrations SET checksum = 'other'`);
  await expect(migrate(config().databaseUrl)).rejects.toThrow(/was changed after it had been applied/);
});
