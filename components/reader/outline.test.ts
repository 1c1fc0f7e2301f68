import { expect, it } from 'vitest';
import type { Block } from '@/lib/ingest/parse/parsed-document';
import { outlineOf } from './outline';

const text = 'Leave\nBody.\nAsking  for\nleave\n \nDeep';
const heading = (words: string, level: 1 | 2 | 3 | 4 | 5 | 6, page?: number): Block => {
  const start = text.indexOf(words);
  return { kind: 'heading', level, page, start, end: start + words.length };
};

it('lists headings in order, each on one line, with its page', () => {
  const blocks: Block[] = [heading('Leave', 1, 1), { kind: 'paragraph', start: 6, end: 11 }, heading('Asking  for\nleave', 2, 2)];
  expect(outlineOf({ text, blocks })).toEqual([
    { start: 0, end: 5, title: 'Leave', depth: 0, page: 1 },
    { start: 12, end: 29, title: 'Asking for leave', depth: 1, page: 2 },
  ]);
});

it('leaves no gap for levels that do not occur, and no entry for a heading without words', () => {
  const blocks: Block[] = [heading('Leave', 2), heading(' ', 3), heading('Deep', 5)];
  expect(outlineOf({ text, blocks: [blocks[0] as Block, blocks[2] as Block] }).map(({ depth }) => depth)).toEqual([0, 1]);
  expect(outlineOf({ text: ' ', blocks: [{ kind: 'heading', level: 1, start: 0, end: 1 }] })).toEqual([]);
});
