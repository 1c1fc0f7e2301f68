import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { databasePid, ownPort as port, startPortal } from './own-portal';

test.describe.configure({ mode: 'serial' });

test('J6: a second portal on the same data folder is refused, naming the process that owns it', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'footnote-processes-'));
  const first = startPortal(folder);
  await expect.poll(first.output, { timeout: 60_000 }).toContain('Footnote is running at');
  expect(first.output()).toContain('/setup?token=');

  const second = startPortal(folder, { PORT: String(port + 1) });
  expect(await second.ended).not.toBe(0);
  expect(second.output()).toContain(`already in use by process ${databasePid(folder)}`);

  first.process.kill('SIGTERM');
  expect(await first.ended).toBe(0);
  rmSync(folder, { recursive: true });
});

test('when one process dies the others stop with a message that names it, and the next start has everything', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'footnote-processes-'));
  const first = startPortal(folder);
  await expect.poll(first.output, { timeout: 60_000 }).toContain('Footnote is running at');
  process.kill(databasePid(folder), 'SIGKILL');
  expect(await first.ended).toBe(1);
  expect(first.output()).toContain('The database process ended (SIGKILL)');
  await expect(fetch(`http://127.0.0.1:${port}/api/health`)).rejects.toThrow();

  const again = startPortal(folder);
  await expect.poll(again.output, { timeout: 60_000 }).toContain('Footnote is running at');
  again.process.kill('SIGTERM');
  expect(await again.ended).toBe(0);
  rmSync(folder, { recursive: true });
});

test('H1, A2: nothing starts with a secret that is too short', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'footnote-processes-'));
  const portal = startPortal(folder, { AUTH_SECRET: 'secret' });
  expect(await portal.ended).toBe(1);
  expect(portal.output()).toContain('AUTH_SECRET is too short');
  rmSync(folder, { recursive: true });
});
