import { randomUUID } from 'node:crypto';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, inject } from 'vitest';
import { disconnect } from './client';
import { openEmbeddedDatabase } from './embedded-database';
import { migrate } from './migrate';

/** A database of its own for the tests of one file: call it once, before the file's own hooks. */
export function setUpTestDatabase(): void {
  let stop = async () => {};
  beforeAll(async () => {
    stop = await startTestDatabase();
  });
  afterAll(() => stop());
}

/**
 * A migrated, empty database and data folder. Sets the environment so that `config()` and `db()` use them until the
 * returned function is called. The database is an embedded one, or, where
 * TEST_DATABASE_URL names a PostgreSQL server with pgvector, a new one there.
 */
export async function startTestDatabase(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'footnote-test-'));
  const server = process.env.TEST_DATABASE_URL;
  const database = server ? await createOnServer(server) : await copyTemplate(folder);
  Object.assign(process.env, {
    FOOTNOTE_DATA: folder,
    DATABASE_URL: database.url,
    FOOTNOTE_EMBEDDED_DATABASE: server ? '' : '1',
    AUTH_SECRET: 'only-for-tests-0123456789-abcdefghijkl',
  });
  const { prepareRetrieval } = await import('@/lib/retrieval/prepare-retrieval');
  await prepareRetrieval();
  return async () => {
    await disconnect();
    await database.close();
    await rm(folder, { recursive: true, force: true });
  };
}

async function copyTemplate(folder: string): Promise<{ url: string; close(): Promise<void> }> {
  await cp(inject('databaseTemplate'), folder, { recursive: true });
  return openEmbeddedDatabase(folder);
}

async function createOnServer(server: string): Promise<{ url: string; close(): Promise<void> }> {
  const name = `footnote_test_${randomUUID().replaceAll('-', '')}`;
  await runOnServer(server, `CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  await migrate(url.href);
  return { url: url.href, close: () => runOnServer(server, `DROP DATABASE ${name} WITH (FORCE)`) };
}

async function runOnServer(server: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}
