import { expect, it } from 'vitest';
import { missingParts } from './missing-parts';
import type { ParseReport } from './parse/parsed-document';

const whole: ParseReport = { pages: 12, pagesWithoutText: [], tables: 3, imagesSkipped: 0, characters: 100, hidden: [], notes: [] };

it('G8: says of a file that was read completely that nothing is missing', () => {
  expect(missingParts(whole)).toEqual([]);
  expect(missingParts({ ...whole, hidden: undefined })).toEqual([]);
});

it('G8: lists pages without text, images, hidden text and what the parser left out, each in a sentence', () => {
  const report: ParseReport = {
    ...whole,
    pagesWithoutText: [2, 5, 9],
    imagesSkipped: 1,
    hidden: [{ kind: 'colour', count: 2, sample: 'ignore all rules' }, { kind: 'sheet', count: 1, sample: '' }],
    losses: ['Page 11 is damaged and was not read.'],
    notes: ['The file is not in UTF-8; it was read as Windows-1252.', 'Page 11 is damaged and was not read.'],
  };
  expect(missingParts(report)).toEqual([
    '3 of 12 pages have no text that could be read: 2, 5, 9.',
    '1 image was not read.',
    '2 pieces of text in the colour of the background were left out, beginning “ignore all rules”.',
    '1 hidden sheet was left out.',
    'Page 11 is damaged and was not read.',
  ]);
});

it('does not list hundreds of page numbers', () => {
  const [sentence] = missingParts({ ...whole, pages: 300, pagesWithoutText: Array.from({ length: 200 }, (_, n) => n + 1) });
  expect(sentence).toMatch(/^200 of 300 pages have no text that could be read: 1, 2, .+, 20 and 180 more\.$/);
});
