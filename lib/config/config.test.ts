import { mkdtemp, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { ConfigError, parseConfig } from './config';
import { portalSecret } from './portal-secret';

const valid = { AUTH_SECRET: 'gk3Zq8vT1mXw5yB7nR2pL9sD4fH6jC0a', DATABASE_URL: 'postgresql://localhost/footnote' };

function problems(env: Record<string, string | undefined>): string {
  try {
    parseConfig(env);
    return '';
  } catch (error) {
    if (error instanceof ConfigError) return error.problems.join('\n');
    throw error;
  }
}

it('has a default for everything but the secret and the database', () => {
  expect(parseConfig(valid)).toMatchObject({ port: 3000, host: '127.0.0.1', portalUrl: 'http://localhost:3000', maxUploadBytes: 104_857_600 });
});

it.each([
  ['missing', undefined, 'AUTH_SECRET is missing'],
  ['empty', '', 'AUTH_SECRET is too short'],
  ['short', 'gk3Zq8vT1mXw5yB7', 'AUTH_SECRET is too short'],
  ['not random', 'a'.repeat(40), 'AUTH_SECRET is not random'],
])('H1: refuses a secret that is %s, saying so', (_, secret, sentence) => {
  expect(problems({ ...valid, AUTH_SECRET: secret })).toContain(sentence);
});

it('names every mistake at once, in sentences', () => {
  const text = problems({ ...valid, PORT: 'abc', PORTAL_URL: 'footnote', DATABASE_URL: 'mysql://x', MAX_UPLOAD_MB: '-1' });
  for (const name of ['PORT', 'PORTAL_URL', 'DATABASE_URL']) expect(text).toContain(name);
  expect(text.split('\n')).toHaveLength(4);
});

it('treats an empty optional variable as not set', () => {
  expect(parseConfig({ ...valid, LLM_BASE_URL: '', PORTAL_URL: '' }).llm.baseUrl).toBeUndefined();
});

it('names the mistakes in the address of Meilisearch', () => {
  expect(problems({ ...valid, MEILISEARCH_URL: 'search', MEILISEARCH_INDEX: 'a b', MEILISEARCH_TIMEOUT_MS: '1' }).split('\n')).toHaveLength(3);
  expect(parseConfig({ ...valid, MEILISEARCH_URL: 'http://localhost:7700' }).meilisearch).toEqual({ url: 'http://localhost:7700', apiKey: undefined, index: 'footnote', searchTime: 800 });
  expect(parseConfig({ ...valid, MEILISEARCH_URL: '' }).meilisearch).toBeUndefined();
});

it('asks for the model when a model server is named', () => {
  expect(problems({ ...valid, LLM_BASE_URL: 'http://localhost:11434/v1' })).toContain('LLM_MODEL');
});

it('takes an embedding model with its address or not at all', () => {
  expect(problems({ ...valid, EMBEDDING_BASE_URL: 'http://localhost:11434/v1' })).toContain('EMBEDDING_MODEL');
  expect(problems({ ...valid, EMBEDDING_MODEL: 'nomic-embed-text' })).toContain('EMBEDDING_BASE_URL');
  expect(parseConfig(valid).embedding).toBeUndefined();
  const named = parseConfig({ ...valid, EMBEDDING_BASE_URL: 'http://localhost:11434/v1', EMBEDDING_MODEL: 'nomic-embed-text' });
  expect(named.embedding).toMatchObject({ baseUrl: 'http://localhost:11434/v1', model: 'nomic-embed-text' });
});

it('takes a reranking model with its place or not at all, and sends no key elsewhere', () => {
  const server = { RERANK_BASE_URL: 'http://localhost:8000/v1' };
  expect(problems({ ...valid, ...server })).toContain('RERANK_MODEL');
  expect(problems({ ...valid, RERANK_MODEL: 'bge-reranker-v2-m3' })).toContain('RERANK_BASE_URL');
  expect(problems({ ...valid, RERANK_BASE_URL: 'reranker', RERANK_MODEL: 'x' })).toContain('RERANK_BASE_URL must be an address');
  expect(parseConfig(valid).reranker).toBeUndefined();
  expect(parseConfig({ ...valid, COHERE_API_KEY: 'key' }).reranker).toEqual({ apiKey: 'key' });
  expect(parseConfig({ ...valid, ...server, RERANK_MODEL: 'bge-reranker-v2-m3', COHERE_API_KEY: 'key' }).reranker).toEqual({ baseUrl: server.RERANK_BASE_URL, model: 'bge-reranker-v2-m3' });
});

it('H1: makes its own secret once, readable by its owner only', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'footnote-secret-'));
  const first = await portalSecret(folder);
  expect(await portalSecret(folder)).toBe(first);
  expect(problems({ ...valid, AUTH_SECRET: first })).toBe('');
  expect((await stat(path.join(folder, 'secret'))).mode & 0o777).toBe(0o600);
  await rm(folder, { recursive: true });
});
