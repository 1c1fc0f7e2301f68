import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openBeirFolder } from './beir-folder';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'footnote-beir-'));
});
afterEach(() => rm(folder, { recursive: true }));

const lines = (rows: object[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('');

it('reads entries, queries with and without history, and judgements', async () => {
  await writeFile(path.join(folder, 'corpus.jsonl.gz'), gzipSync(lines([{ _id: 'd1', title: 'T', text: 'words' }, { _id: 'd2', title: '', text: '' }, { _id: 'd3' }])));
  await writeFile(
    path.join(folder, 'queries.jsonl'),
    lines([
      { _id: 'q1', text: 'What about cats?', lastTurn: 'And cats?', history: ['What about dogs?', { role: 'user', text: 'Where?' }, { role: 'assistant', text: 'There.' }] },
      { _id: 'q2', text: 'Alone' },
    ]),
  );
  await writeFile(path.join(folder, 'qrels.tsv'), 'query-id\tcorpus-id\tscore\nq1\td1\t1\r\nq1\td2\t0\n');
  const data = await openBeirFolder(folder);
  expect(await Array.fromAsync(data.entries)).toEqual([
    { id: 'd1', title: 'T', text: 'words' },
    { id: 'd2', title: '', text: '' },
    { id: 'd3', title: '', text: '' },
  ]);
  expect(data.queries).toEqual([
    { id: 'q1', text: 'What about cats?', lastTurn: 'And cats?', history: ['What about dogs?', 'Where?'] },
    { id: 'q2', text: 'Alone', lastTurn: 'Alone', history: [] },
  ]);
  expect(data.judgements).toEqual(new Map([['q1', new Map([['d1', 1], ['d2', 0]])]]));
});

it('names the file that is missing', async () => {
  await expect(openBeirFolder(folder)).rejects.toThrow('queries.jsonl');
});
