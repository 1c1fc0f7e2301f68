import { fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { closeEmbeddingPool } from '@/lib/ai/embedding/embedding-pool';
import type { Viewer } from '@/lib/auth/viewer';
import { db, disconnect } from '@/lib/db/client';
import { migrate } from '@/lib/db/migrate';
import { prepareRetrieval } from '@/lib/retrieval/prepare-retrieval';
import { createTeam } from '@/lib/teams/create-team';

export type ScratchPortal = {
  folder: string;
  /** Of the process that owns the database, as in a portal. */
  databasePid: number;
  close(): Promise<void>;
};

/** An empty embedded database in a process and a folder of its own for a measurement; `db()` and `pool()` use it until it is closed and removed. */
export async function openScratchPortal(): Promise<ScratchPortal> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'footnote-measure-'));
  const database = fork(path.resolve('lib/processes/database.ts'), [folder], { execArgv: ['--import', 'tsx'], stdio: 'inherit' });
  const url = await new Promise<string>((resolve, reject) => {
    database.once('message', (message: { url: string }) => resolve(message.url));
    database.once('exit', () => reject(new Error('The database did not start.')));
  });
  Object.assign(process.env, {
    FOOTNOTE_DATA: folder,
    DATABASE_URL: url,
    FOOTNOTE_EMBEDDED_DATABASE: '1',
    AUTH_SECRET: 'only-for-measurements-0123456789-abcdefg',
  });
  await migrate(url);
  await prepareRetrieval();
  return {
    folder,
    databasePid: database.pid ?? 0,
    async close() {
      closeEmbeddingPool();
      await disconnect();
      const ended = new Promise((resolve) => database.once('exit', resolve));
      database.kill();
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A team with one person in it, and the collection that it starts with. */
export async function createScratchTeam(name: string): Promise<{ viewer: Viewer; collectionId: string }> {
  const email = `${name}@measurement.invalid`;
  const user = await db().user.create({ data: { email, name, passwordHash: 'none' } });
  const team = await db().$transaction((tx) => createTeam(tx, { name, ownerId: user.id }));
  const collection = await db().collection.findFirstOrThrow({ where: { teamId: team.id } });
  const viewer: Viewer = { userId: user.id, sessionId: 'none', teamId: team.id, role: 'owner', name, email };
  return { viewer, collectionId: collection.id };
}
