import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { parsePdf } from './parse-pdf';

it('reads a PDF as it is stored: by its content, without an extension', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'footnote-pdf-'));
  const stored = path.join(folder, '5e884898da28047151d0e56f8dc62927');
  await copyFile('samples/handbook/travel-and-expenses.pdf', stored);
  const read = await parsePdf(stored, { softLimit: 20_000 });
  expect(read.pages.length).toBeGreaterThan(0);
  expect(read.pages.every((page) => page.words.length > 0)).toBe(true);
  await rm(folder, { recursive: true });
});
