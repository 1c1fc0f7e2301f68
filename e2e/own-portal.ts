// A portal of a test's own, to be killed and started again, on the build that the run's first portal made.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from '@playwright/test';

export const ownPort = Number(process.env.E2E_PORT ?? 3210) + 1;

export type OwnPortal = { process: ChildProcess; output: () => string; ended: Promise<number | null> };

export function startPortal(folder: string, env: Record<string, string> = {}): OwnPortal {
  let output = '';
  const child = spawn(process.execPath, ['scripts/start.mjs'], {
    env: { ...process.env, PORT: String(ownPort), FOOTNOTE_DATA: folder, HOST: '127.0.0.1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.on('data', (data) => (output += data));
  child.stderr.on('data', (data) => (output += data));
  const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
  return { process: child, output: () => output, ended };
}

/** Waits until a portal can be used. */
export async function running(portal: OwnPortal): Promise<void> {
  await expect.poll(portal.output, { timeout: 60_000 }).toContain('Footnote is running at');
}

/** The one-time token of a portal that has no owner yet. */
export async function setupToken(folder: string): Promise<string> {
  let link = '';
  // The link is written a moment after the portal is healthy.
  await expect.poll(() => (link = readLink(folder)), { timeout: 20_000 }).not.toBe('');
  return new URL(link).searchParams.get('token') ?? '';
}

function readLink(folder: string): string {
  try {
    return readFileSync(path.join(folder, 'setup-link'), 'utf8').trim();
  } catch {
    return '';
  }
}

/** The process that owns the database in this data folder, from its lock. */
export function databasePid(folder: string): number {
  return Number(readFileSync(path.join(folder, 'database.lock'), 'utf8').split(' ')[0]);
}

/** The web server among the descendants of a portal's process. */
export function webPid(portal: OwnPortal): number {
  const rows = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' })
    .split('\n')
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
    .flatMap((found) => (found ? [{ pid: Number(found[1]), parent: Number(found[2]), args: found[3] ?? '' }] : []));
  const own = new Set([portal.process.pid]);
  for (let size = 0; size !== own.size; ) {
    size = own.size;
    for (const { pid, parent } of rows) if (own.has(parent)) own.add(pid);
  }
  const web = rows.find(({ pid, args }) => own.has(pid) && pid !== portal.process.pid && /next-server|\bnext\b.*\bstart\b/.test(args));
  if (!web) throw new Error('The web process was not found.');
  return web.pid;
}
