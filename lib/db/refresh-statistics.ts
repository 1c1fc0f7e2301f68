import { pool } from './client';

/** A table that has grown by this share since it was looked at is looked at again. */
const growth = 0.2;
/** Pages of 8 KB below which growth does not matter. */
const fewPages = 16;

/**
 * Tells the planner how large tables have become. A PostgreSQL server does so by itself (autovacuum); the embedded
 * database has nobody who does, and without it plans searches as if every table were empty. Plans that are kept
 * (statement-cache.ts) are made anew after it.
 */
export async function refreshStatistics(): Promise<void> {
  const grown = await pool().query<{ name: string }>(
    `SELECT oid::regclass::text AS name FROM pg_class
     WHERE relkind = 'r' AND relnamespace::regnamespace::text IN (current_schema(), 'jobs')
       AND pg_relation_size(oid) / current_setting('block_size')::int > greatest($1::int, (1 + $2::float8) * relpages)`,
    [fewPages, growth],
  );
  // One at a time: in between, questions have their turn.
  for (const { name } of grown.rows) await pool().query(`ANALYZE ${name}`);
}
