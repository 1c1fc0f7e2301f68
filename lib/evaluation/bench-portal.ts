import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';

/** A whole portal in processes of its own, with a session of its owner. */
export type BenchPortal = { url: string; cookie: string; process: ChildProcess };

/** Milliseconds from a request to each moment of its answer; what never came is missing. */
export type Moments = { firstByte?: number; found?: number; citation?: number; end?: number };

/** Starts a portal whose data lies in `folder`, and sets it up. */
export async function startBenchPortal(folder: string): Promise<BenchPortal> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const { DATABASE_URL: _, FOOTNOTE_EMBEDDED_DATABASE: __, AUTH_SECRET: ___, ...env } = process.env;
  const child = spawn(process.execPath, ['scripts/start.mjs'], {
    env: { ...env, PORT: String(port), HOST: '127.0.0.1', FOOTNOTE_DATA: folder, NODE_ENV: 'production' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  while (!(await fetch(`${url}/api/health`).catch(() => undefined))?.ok) {
    if (child.exitCode !== null) throw new Error('The portal did not start.');
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  // The link is written a moment after the portal is healthy.
  let link = '';
  for (let tries = 0; link === '' && tries < 50; tries++) {
    link = await readFile(path.join(folder, 'setup-link'), 'utf8').catch(() => '');
    if (link === '') await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const token = new URL(link.trim()).searchParams.get('token');
  const owner = { name: 'Bench', email: 'bench@example.com', password: randomUUID(), teamName: 'Bench' };
  const made = await fetch(`${url}/api/setup`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token, ...owner }),
  });
  if (!made.ok) throw new Error(`The portal could not be set up: ${await made.text()}`);
  const cookie = made.headers.getSetCookie().map((line) => line.split(';')[0]).join('; ');
  return { url, cookie, process: child };
}

export async function stopBenchPortal(portal: BenchPortal): Promise<void> {
  const ended = new Promise((resolve) => portal.process.once('exit', resolve));
  portal.process.kill('SIGTERM');
  await ended;
}

export async function uploadFile(portal: BenchPortal, file: string): Promise<void> {
  const answer = await fetch(`${portal.url}/api/uploads?name=${encodeURIComponent(path.basename(file))}`, {
    method: 'POST',
    headers: { cookie: portal.cookie, 'content-type': 'application/octet-stream' },
    body: await readFile(file),
  });
  if (!answer.ok) throw new Error(`An upload failed: ${await answer.text()}`);
}

/** How many documents can be searched. */
export async function countReady(portal: BenchPortal): Promise<number> {
  const answer = await fetch(`${portal.url}/api/documents?state=ready&pageSize=1`, { headers: { cookie: portal.cookie } });
  const { total } = (await answer.json()) as { total?: number };
  if (total === undefined) throw new Error('The documents could not be listed.');
  return total;
}

/** Begins no more documents, or goes on with them. */
export async function pauseReading(portal: BenchPortal, paused: boolean): Promise<void> {
  const answer = await fetch(`${portal.url}/api/queue`, {
    method: 'PATCH',
    headers: { cookie: portal.cookie, 'content-type': 'application/json' },
    body: JSON.stringify({ paused }),
  });
  if (!answer.ok) throw new Error(`The queue could not be paused: ${await answer.text()}`);
}

/** Asks as the page does, and times the answer. */
export async function askOverHttp(portal: BenchPortal, text: string): Promise<Moments> {
  const start = performance.now();
  const answer = await fetch(`${portal.url}/api/chat`, {
    method: 'POST',
    headers: { cookie: portal.cookie, 'content-type': 'application/json' },
    body: JSON.stringify({ chatId: randomUUID(), message: { text }, parentId: null }),
  });
  if (!answer.ok || !answer.body) throw new Error(`A question failed: ${await answer.text()}`);
  const moments: Moments = {};
  let received = '';
  const decoder = new TextDecoder();
  for await (const bytes of answer.body) {
    const now = performance.now() - start;
    moments.firstByte ??= now;
    received += decoder.decode(bytes, { stream: true });
    if (received.includes('"data-found"')) moments.found ??= now;
    if (received.includes('"data-citation"')) moments.citation ??= now;
  }
  moments.end = performance.now() - start;
  return moments;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no free port'))));
    });
  });
}
