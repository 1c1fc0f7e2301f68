import path from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { alias: { '@': path.resolve(import.meta.dirname) } },
  test: {
    include: ['{lib,components,app,scripts}/**/*.test.{ts,tsx}'],
    // Tests name the server that they mean: those of other subjects are about a portal on one machine.
    env: {
      MEILISEARCH_URL: '',
      MEILISEARCH_API_KEY: '',
      TEST_MEILISEARCH_URL: process.env.MEILISEARCH_URL ?? '',
      TEST_MEILISEARCH_API_KEY: process.env.MEILISEARCH_API_KEY ?? '',
    },
    globalSetup: ['lib/db/test-template.ts'],
    // Real databases, models and parsers are at work: two cores serve two files at a time.
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
