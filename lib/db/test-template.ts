// vitest's global set-up: one migrated, empty database folder that every test file copies (creating one takes seconds).
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { openEmbeddedDatabase } from './embedded-database';
import { migrate } from './migrate';

declare module 'vitest' {
  export interface ProvidedContext {
    databaseTemplate: string;
  }
}

export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'footnote-template-'));
  const database = await openEmbeddedDatabase(folder);
  await migrate(database.url);
  await database.close();
  project.provide('databaseTemplate', folder);
  return () => rm(folder, { recursive: true, force: true });
}
