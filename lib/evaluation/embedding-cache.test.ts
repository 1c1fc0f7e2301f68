import { appendFile, mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { embedQuery } from '@/lib/ai/embedding/embed';
import { EmbeddingCache } from './embedding-cache';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'footnote-cache-'));
});
afterEach(() => rm(folder, { recursive: true }));

it('embeds each text once, also over several runs, and survives a run that was cut off', async () => {
  const first = await EmbeddingCache.open(folder);
  let embedded = 0;
  const count = (done: number) => (embedded = done);
  const vectors = await first.embed(['one', 'two', 'one'], count);
  expect(embedded).toBe(2);
  expect(vectors).toEqual([await embedQuery('one'), await embedQuery('two'), await embedQuery('one')]);
  await first.close();
  const [file] = await readdir(folder);
  await appendFile(path.join(folder, file ?? ''), 'half a record');
  const second = await EmbeddingCache.open(folder);
  embedded = 0;
  expect(await second.embed(['two', 'three', 'one'], count)).toEqual([await embedQuery('two'), await embedQuery('three'), await embedQuery('one')]);
  expect(embedded).toBe(1);
  await second.close();
});

it('lets two runs add at the same time', async () => {
  const [a, b] = await Promise.all([EmbeddingCache.open(folder), EmbeddingCache.open(folder)]);
  await Promise.all([a.embed(['one', 'two']), b.embed(['three', 'four'])]);
  const [more, others] = await Promise.all([a.embed(['five', 'one']), b.embed(['six', 'three'])]);
  expect(more).toEqual([await embedQuery('five'), await embedQuery('one')]);
  expect(others).toEqual([await embedQuery('six'), await embedQuery('three')]);
  await Promise.all([a.close(), b.close()]);
});
