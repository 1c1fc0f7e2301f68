import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { db, pool } from '@/lib/db/client';
import { setUpTestDatabase } from '@/lib/db/test-database';
import { openBeirFolder } from './beir-folder';
import { EmbeddingCache } from './embedding-cache';
import { evaluate } from './evaluate';

let folder: string;
setUpTestDatabase();
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'footnote-evaluate-'));
});
afterAll(() => rm(folder, { recursive: true }));

const lines = (rows: object[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('');

it('measures a folder through the passage store and retrieve(): an entry counts as its best piece', async () => {
  const filler = 'The house has a garden with old trees. Nobody remembers who planted them. ';
  await writeFile(
    path.join(folder, 'corpus.jsonl'),
    lines([
      { _id: 'leave', title: 'Leave', text: 'Employees have thirty days of annual leave.' },
      { _id: 'long', title: 'House', text: `${filler.repeat(40)}\n\nThe sauna opens on Fridays at six.` },
      { _id: 'invoices', title: 'Invoices', text: 'Invoices are paid within two weeks.' },
      { _id: 'empty', title: '', text: '' },
    ]),
  );
  await writeFile(
    path.join(folder, 'queries.jsonl'),
    lines([{ _id: 'q1', text: 'How many days of annual leave are there?' }, { _id: 'q2', text: 'When does the sauna open?' }, { _id: 'unjudged', text: 'What?' }]),
  );
  await writeFile(path.join(folder, 'qrels.tsv'), 'query-id\tcorpus-id\tscore\nq1\tleave\t1\nq2\tlong\t1\n');
  const cache = await EmbeddingCache.open(path.join(folder, 'cache'));
  const result = await evaluate(await openBeirFolder(folder), cache, (query) => ({ question: query.text }), () => {});
  const perfect = { value: 1, low: 1, high: 1 };
  for (const mode of ['keyword', 'vector', 'hybrid'] as const) {
    expect(result[mode]).toEqual({ 'ndcg@10': perfect, 'recall@5': perfect, 'recall@10': perfect });
  }
  expect(await db().passage.count()).toBeGreaterThan(4);
  expect((await pool().query('SELECT 1 FROM sentence_vector_1')).rowCount).toBeGreaterThan(0);
  await cache.close();
});
