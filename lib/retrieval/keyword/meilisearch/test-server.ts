import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';

export type TestServer = { url: string; apiKey?: string; stop(): Promise<void> };

/** What a test run says when it has no server. */
export const noServer = 'no Meilisearch was found (MEILISEARCH_URL, or a program "meilisearch" on the PATH): it was not run';

/**
 * For tests: the real server that MEILISEARCH_URL names, or a new one in a temporary folder where the program is on the
 * PATH; undefined where there is neither. Call it before `startTestDatabase()`; the portal under test then uses it.
 */
export async function startTestServer(): Promise<TestServer | undefined> {
  const { TEST_MEILISEARCH_URL: url, TEST_MEILISEARCH_API_KEY: apiKey } = process.env;
  const server = url ? { url, apiKey: apiKey || undefined, stop: async () => {} } : await startProgram();
  if (server) pointPortalAt(server);
  return server;
}

/** Has the portal under test use a server, under a name of its own. */
export function pointPortalAt({ url, apiKey = '' }: { url: string; apiKey?: string }): void {
  Object.assign(process.env, { MEILISEARCH_URL: url, MEILISEARCH_API_KEY: apiKey, MEILISEARCH_INDEX: `footnote-test-${randomUUID().slice(0, 8)}` });
}

async function startProgram(): Promise<TestServer | undefined> {
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
