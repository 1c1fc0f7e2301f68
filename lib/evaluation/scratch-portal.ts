import { fork } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { closeEmbeddingPool } from '@/lib/ai/embedding/embedding-pool';
import type { Viewer } from '@/lib/auth/viewer';
import { config } from '@/lib/config/config';
import { db, disconnect, pool } from '@/lib/db/client';
import { migrate } from '@/lib/db/migrate';
import { removeIndex } from '@/lib/retrieval/keyword/meilisearch/remove-index';
import { pointPortalAt, type ScratchServer, startScratchServer } from '@/lib/retrieval/keyword/meilisearch/scratch-server';
import { drainIndex } from '@/lib/retrieval/keyword/meilisearch/sync-index';
import { settlePassages } from '@/lib/retrieval/passage-store';
import { prepareRetrieval } from '@/lib/retrieval/prepare-retrieval';
import { createTeam } from '@/lib/teams/create-team';

/** Which keyword index is measured: the database's own, or Meilisearch. */
export type Engine = 'database' | 'meilisearch';

export function isEngine(name: string): name is Engine {
  return name === 'database' || name === 'meilisearch';
}

export type ScratchPortal = {
  folder: string;
  /** Of the process that owns the database, as in a portal. */
  databasePid: number;
  close(): Promise<void>;
};

/**
 * An empty embedded database in a process and a folder of its own for a measurement; `db()` and `pool()` use it until it
 * is closed and removed. Meilisearch is the server that MEILISEARCH_URL names, or one that is started for the occasion.
 * With `kept`, the database lies in that folder, as it was left there, and stays.
 */
export async function openScratchPortal(engine: Engine = 'database', kept?: string): Promise<ScratchPortal> {
  const server = engine === 'meilisearch' ? await openMeilisearch() : undefined;
  if (!server) process.env.MEILISEARCH_URL = '';
  const folder = kept ? path.resolve(kept) : await mkdtemp(path.join(os.tmpdir(), 'footnote-measure-'));
  await mkdir(folder, { recursive: true });
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
      if (server) await removeIndex().catch(() => {});
      await server?.stop();
      await disconnect();
      const ended = new Promise((resolve) => database.once('exit', resolve));
      database.kill();
      await ended;
      if (!kept) await rm(folder, { recursive: true, force: true });
    },
  };
}

async function openMeilisearch(): Promise<ScratchServer> {
  const server = await startScratchServer({ url: process.env.MEILISEARCH_URL, apiKey: process.env.MEILISEARCH_API_KEY });
  if (!server) throw new Error('There is no Meilisearch to measure: set MEILISEARCH_URL, or put the program "meilisearch" on the PATH.');
  pointPortalAt(server);
  return server;
}

/** Brings the indexes of a team to rest after it was filled: everything is known to them, and searches are as fast as they get. */
export async function settleScratchTeam(teamId: string): Promise<void> {
  await settlePassages(teamId);
  if (config().meilisearch) await drainIndex();
  await pool().query('ANALYZE');
}

/** A team with one person in it, and the collection that it starts with. */
export async function createScratchTeam(name: string): Promise<{ viewer: Viewer; collectionId: string }> {
  const email = scratchEmail(name);
  const user = await db().user.create({ data: { email, name, passwordHash: 'none' } });
  const team = await db().$transaction((tx) => createTeam(tx, { name, ownerId: user.id }));
  const collection = await db().collection.findFirstOrThrow({ where: { teamId: team.id } });
  const viewer: Viewer = { userId: user.id, sessionId: 'none', teamId: team.id, role: 'owner', name, email };
  return { viewer, collectionId: collection.id };
}

/** The viewer of a team that {@link createScratchTeam} made in a kept database; nothing where there is none of that name. */
export async function findScratchTeam(name: string): Promise<Viewer | undefined> {
  const email = scratchEmail(name);
  const user = await db().user.findUnique({ where: { email }, include: { memberships: true } });
  const [membership] = user?.memberships ?? [];
  if (!user || !membership) return undefined;
  return { userId: user.id, sessionId: 'none', teamId: membership.teamId, role: 'owner', name, email };
}

function scratchEmail(name: string): string {
  return `${name}@measurement.invalid`;
}
