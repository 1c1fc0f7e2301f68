import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { percentile } from './measures';
import { memoryBelow, type ProcessMemory } from './process-memory';

export type AnswerFigures = {
  questions: number;
  /** Answers that had at least one footnote. */
  cited: number;
  /** Milliseconds from the request to each moment of its answer: 50th and 95th percentile; null where it never came. */
  moments: { moment: string; p50: number | null; p95: number | null }[];
  /** From the first upload until every document could be searched, in seconds. */
  readySeconds: number;
  /** Of a portal that has read the files and answered the questions. */
  memory: ProcessMemory[];
};

type Portal = { url: string; cookie: string; process: ChildProcess };
type Moments = { firstByte?: number; found?: number; citation?: number; end?: number };

/** Starts a whole portal, uploads files, and asks questions over HTTP as the page does, with the built-in model. */
export async function benchAnswers(files: string[], questions: string[], progress: (message: string) => void): Promise<AnswerFigures> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'footnote-bench-'));
  const portal = await startPortal(folder);
  try {
    progress('portal started');
    const start = performance.now();
    for (const file of files) await upload(portal, file);
    await untilReady(portal, files.length);
    const readySeconds = (performance.now() - start) / 1000;
    progress(`${files.length} documents ready`);
    // The first answer of a process loads the model and compiles the route.
    await askOverHttp(portal, 'Is everybody ready?');
    const answers: Moments[] = [];
    for (const question of questions) answers.push(await askOverHttp(portal, question));
    const moment = (name: string, of: (answer: Moments) => number | undefined) => {
      const values = answers.map(of).filter((value) => value !== undefined);
      const at = (share: number) => (values.length === 0 ? null : percentile(values, share));
      return { moment: name, p50: at(0.5), p95: at(0.95) };
    };
    return {
      questions: questions.length,
      cited: answers.filter((answer) => answer.citation !== undefined).length,
      moments: [
        moment('first byte', (answer) => answer.firstByte),
        moment('passages found', (answer) => answer.found),
        moment('first citation', (answer) => answer.citation),
        moment('end', (answer) => answer.end),
      ],
      readySeconds,
      memory: await memoryBelow(portal.process.pid ?? 0),
    };
  } finally {
    const ended = new Promise((resolve) => portal.process.once('exit', resolve));
    portal.process.kill('SIGTERM');
    await ended;
    await rm(folder, { recursive: true, force: true });
  }
}

async function startPortal(folder: string): Promise<Portal> {
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

async function upload(portal: Portal, file: string): Promise<void> {
  const answer = await fetch(`${portal.url}/api/uploads?name=${encodeURIComponent(path.basename(file))}`, {
    method: 'POST',
    headers: { cookie: portal.cookie, 'content-type': 'application/octet-stream' },
    body: await readFile(file),
  });
  if (!answer.ok) throw new Error(`An upload failed: ${await answer.text()}`);
}

async function untilReady(portal: Portal, count: number): Promise<void> {
  for (;;) {
    const answer = await fetch(`${portal.url}/api/documents?state=ready`, { headers: { cookie: portal.cookie } });
    const { total } = (await answer.json()) as { total?: number };
    if (total === undefined) throw new Error('The documents could not be listed.');
    if (total >= count) return;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

async function askOverHttp(portal: Portal, text: string): Promise<Moments> {
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
