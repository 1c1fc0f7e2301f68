import { appendFile, mkdir, mkdtemp, open, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { vector } from '@electric-sql/pglite-pgvector';
import { pg_textsearch } from '@electric-sql/pglite-pg_textsearch';
import { DatabaseServer } from './database-server';

/** The longest path a Unix socket may have (sun_path, minus its final NUL). */
const longestSocketPath = 103;

export type EmbeddedDatabase = {
  /** Connection string for `pg`; the socket lies in a folder only this user can enter. */
  url: string;
  close(): Promise<void>;
};

/** Thrown when another live process owns the data folder; names its PID, and where it serves the database once it does. */
export class DatabaseLockedError extends Error {
  constructor(readonly pid: number, folder: string, readonly url?: string) {
    super(`The database in ${folder} is already in use by process ${pid}. Stop that process first; two owners would destroy it.`);
    this.name = 'DatabaseLockedError';
  }
}

/**
 * Opens PGlite in `<dataFolder>/database` and serves it on a Unix socket (on Windows: a free loopback port).
 * One process owns a data folder; a second one gets {@link DatabaseLockedError}.
 */
export async function openEmbeddedDatabase(dataFolder: string): Promise<EmbeddedDatabase> {
  await mkdir(dataFolder, { recursive: true, mode: 0o700 });
  const lockFile = path.join(dataFolder, 'database.lock');
  await takeLock(lockFile, dataFolder);
  try {
    const database = await PGlite.create({
      dataDir: path.join(dataFolder, 'database'),
      extensions: { vector, pg_textsearch },
      relaxedDurability: false,
    });
    const { url, listen, cleanUp } = await chooseAddress(dataFolder);
    const server = new DatabaseServer(database);
    await server.listen(listen);
    // For commands that work beside a running portal.
    await appendFile(lockFile, `${url}\n`);
    return {
      url,
      async close() {
        await server.close();
        await database.close();
        await cleanUp();
        await rm(lockFile, { force: true });
      },
    };
  } catch (error) {
    await rm(lockFile, { force: true });
    throw error;
  }
}

async function chooseAddress(dataFolder: string) {
  if (process.platform === 'win32') {
    const server = (await import('node:net')).createServer();
    const freePort = await new Promise<number>((resolve) => {
      server.listen(0, '127.0.0.1', () => {
        const address = server.address();
        server.close(() => resolve(typeof address === 'object' && address ? address.port : 5432));
      });
    });
    return {
      url: `postgresql://postgres@127.0.0.1:${freePort}/postgres`,
      listen: { host: '127.0.0.1', port: freePort },
      cleanUp: async () => {},
    };
  }
  let folder = path.join(dataFolder, 'run');
  let temporary = false;
  if (path.join(folder, '.s.PGSQL.5432').length > longestSocketPath) {
    folder = await mkdtemp(path.join(os.tmpdir(), 'footnote-'));
    temporary = true;
  } else {
    await mkdir(folder, { recursive: true, mode: 0o700 });
  }
  const socketPath = path.join(folder, '.s.PGSQL.5432');
  await rm(socketPath, { force: true });
  return {
    url: `postgresql://postgres@localhost/postgres?host=${encodeURIComponent(folder)}`,
    listen: { path: socketPath },
    cleanUp: () => rm(temporary ? folder : socketPath, { recursive: true, force: true }),
  };
}

async function takeLock(lockFile: string, dataFolder: string): Promise<void> {
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      const file = await open(lockFile, 'wx', 0o600);
      await file.writeFile(`${process.pid} ${await startTimeOf(process.pid)}\n`);
      await file.close();
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const [pid, startTime, url] = (await readFile(lockFile, 'utf8').catch(() => '')).trim().split(/\s/);
    if (pid && (await isAlive(Number(pid), startTime))) throw new DatabaseLockedError(Number(pid), dataFolder, url);
    // Its owner died without tidying up (power loss, kill -9).
    await rm(lockFile, { force: true });
  }
  throw new Error(`Could not take the lock ${lockFile}.`);
}

async function isAlive(pid: number, startTime: string | undefined): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  // The same number may by now belong to another process, which then started at another moment.
  return !startTime || (await startTimeOf(pid)) === startTime;
}

/** Clock ticks since boot at which a process started (field 22 of /proc/PID/stat), or '' where there is no /proc. */
async function startTimeOf(pid: number): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}
