import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';

export type ScratchServer = { url: string; apiKey?: string; stop(): Promise<void> };

/**
 * A Meilisearch server for tests and measurements: the one at `address`, where one is given, or else a new one in a
 * temporary folder where a program `meilisearch` is on the PATH. Undefined where there is neither.
 */
export async function startScratchServer(address: { url?: string; apiKey?: string }): Promise<ScratchServer | undefined> {
  const { url, apiKey } = address;
  return url ? { url, apiKey: apiKey || undefined, stop: async () => {} } : startProgram();
}

/**
 * Has this process's portal use a server, under a name of its own. To be called before anything asks for `config()`.
 * Unless a time is given the server may take long for a question: a busy machine must not change what is found.
 */
export function pointPortalAt({ url, apiKey = '' }: { url: string; apiKey?: string }, searchTime = 30_000): void {
  Object.assign(process.env, {
    MEILISEARCH_URL: url,
    MEILISEARCH_API_KEY: apiKey,
    MEILISEARCH_INDEX: `footnote-scratch-${randomUUID().slice(0, 8)}`,
    MEILISEARCH_TIMEOUT_MS: String(searchTime),
  });
}

async function startProgram(): Promise<ScratchServer | undefined> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'footnote-meilisearch-'));
  const apiKey = randomUUID();
  const port = await freePort();
  const child = spawn('meilisearch', ['--http-addr', `127.0.0.1:${port}`, '--db-path', path.join(folder, 'data'), '--master-key', apiKey, '--no-analytics'], {
    cwd: folder,
    stdio: 'ignore',
  });
  const url = `http://127.0.0.1:${port}`;
  const stop = async () => {
    await end(child);
    await rm(folder, { recursive: true, force: true });
  };
  const missing = new Promise<'missing'>((resolve) => child.once('error', () => resolve('missing')));
  if ((await Promise.race([missing, isHealthy(url, child)])) === 'healthy') return { url, apiKey, stop };
  await stop();
  return undefined;
}

async function isHealthy(url: string, child: ChildProcess): Promise<'healthy' | 'missing'> {
  while (child.pid !== undefined) {
    const answer = await fetch(`${url}/health`).catch(() => undefined);
    if (answer?.ok) return 'healthy';
    if (child.exitCode !== null) throw new Error(`The program "meilisearch" ended with code ${child.exitCode}.`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return 'missing';
}

async function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill();
  await ended;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
