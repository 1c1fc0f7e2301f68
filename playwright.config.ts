import { mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { defineConfig } from '@playwright/test';

const port = Number(process.env.E2E_PORT ?? 3210);
// Playwright loads this file in every worker; the folder must be the same for all.
process.env.E2E_DATA ??= mkdtempSync(path.join(os.tmpdir(), 'footnote-e2e-'));

// A portal on one machine, whatever servers the tests of single parts are given.
process.env.MEILISEARCH_URL = '';

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results/e2e',
  fullyParallel: false,
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  forbidOnly: Boolean(process.env.CI),
  // Shared CI machines stall; what passes only the second time is reported as flaky.
  retries: process.env.CI ? 1 : 0,
  reporter: [['list'], ['json']],
  use: {
    baseURL: `http://127.0.0.1:${port}`,
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.FOOTNOTE_CHROMIUM ?? 'chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    },
  },
  // The empty portal can be seen only once: first-run.spec.ts goes before all others, which make an owner where it did not run.
  projects: [
    { name: 'first run', testMatch: 'first-run.spec.ts' },
    { name: 'portal', testIgnore: 'first-run.spec.ts' },
  ],
  webServer: {
    command: 'node scripts/start.mjs',
    url: `http://127.0.0.1:${port}/api/health`,
    timeout: 120_000,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 30_000 },
    stdout: 'ignore',
    stderr: 'pipe',
    env: { PORT: String(port), FOOTNOTE_DATA: process.env.E2E_DATA, HOST: '127.0.0.1', IMPORT_ALLOW_PRIVATE_HOSTS: '127.0.0.1' },
  },
});
