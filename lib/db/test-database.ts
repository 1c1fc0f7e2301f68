import { cp, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { inject } from 'vitest';
import { disconnect } from './client';
import { openEmbeddedDatabase } from './embedded-database';

/**
 * A migrated, empty database and data folder for one test file. Sets the environment so that `config()` and `db()` use
 * them: call it in `beforeAll`, and the returned function in `afterAll`.
 */
export async function startTestDatabase(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'footnote-test-'));
  await cp(inject('databaseTemplate'), folder, { recursive: true });
  const database = await openEmbeddedDatabase(folder);
  Object.assign(process.env, {
    FOOTNOTE_DATA: folder,
    DATABASE_URL: database.url,
    FOOTNOTE_EMBEDDED_DATABASE: '1',
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
