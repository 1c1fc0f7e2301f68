import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { writeShortTexts, writeSpreadTexts } from './bench-texts';

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(path.join(os.tmpdir(), 'footnote-texts-'))));
afterAll(() => rm(folder, { recursive: true }));

const entriesOf = (title: (n: number) => string) => Array.from({ length: 60 }, (_, n) => ({ id: String(n), title: title(n), text: `Paragraph ${n}.` }));
const sections = async (file: string) => (await readFile(file, 'utf8')).match(/^## /gm)?.length;

it('short texts have four sections each, and no two are alike', async () => {
  const files = await writeShortTexts(folder, entriesOf(() => ''), 20);
  expect(new Set(await Promise.all(files.map(sections)))).toEqual(new Set([4]));
  expect(new Set(await Promise.all(files.map((file) => readFile(file, 'utf8')))).size).toBe(20);
});

it('texts of all lengths are the articles that entries are pieces of', async () => {
  const files = await writeSpreadTexts(folder, entriesOf((n) => `Article ${n < 30 ? 0 : n}`), 3);
  expect(await Promise.all(files.map(sections))).toEqual([30, 1, 1]);
});

it('texts of all lengths have 1 to 40 sections where entries belong to no article', async () => {
  const files = await writeSpreadTexts(folder, entriesOf(() => 'Handbook'), 9);
  expect(await Promise.all(files.map(sections))).toEqual([1, 2, 3, 4, 6, 10, 16, 25, 40]);
});
