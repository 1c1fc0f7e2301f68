import { expect, it } from 'vitest';
import { correctedWords } from './corrected-words';
import type { PassageDocument } from './passage-document';

const hit = (text: string, ...words: string[]) => ({
  ...({ id: '', team: '', collection: '', document: '', format: '', created: 0, title: '', headings: '', text, stems: '', written: 0, source: '', print: '' } satisfies PassageDocument),
  _matchesPosition: { text: words.map((word) => ({ start: Buffer.byteLength(text.slice(0, text.indexOf(word))), length: Buffer.byteLength(word) })) },
});

it('reads the words that were meant from the places that Meilisearch gives in bytes', () => {
  expect(correctedWords('gebüren', [hit('Über die Gebühren für Räume', 'Gebühren')])).toEqual(['gebühren']);
});

it('takes those that differ least, the most frequent first', () => {
  const hits = [hit('colours and colors', 'colours'), hit('a colour', 'colour'), hit('the colour', 'colour'), hit('a collar', 'collar')];
  expect(correctedWords('colur', hits)).toEqual(['colour']);
  expect(correctedWords('colurs', [hit('colours and colour', 'colours', 'colour')])).toEqual(['colours']);
});

it('takes nothing that is further away than two letters', () => {
  expect(correctedWords('zebra', [hit('umbrella', 'umbrella')])).toEqual([]);
  expect(correctedWords('zebra', [])).toEqual([]);
});
