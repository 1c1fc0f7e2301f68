import { describe, expect, it } from 'vitest';
import { recognisedRegions } from './recognised-regions';
import type { PdfWord } from './pdf-words';

const line = (text: string): PdfWord[] =>
  text.split(' ').map((word, i): PdfWord => ({ text: word, x: 40 * i, y: 0, width: 30, height: 10, size: 8, bold: false, rotated: false, line: 1 }));
const read = (...paragraphs: string[][]) =>
  recognisedRegions(paragraphs.map((lines) => lines.map(line))).map(({ block, lines }) => [block?.kind, lines.map((words) => words.map(({ text }) => text).join(' '))]);

describe('lists of a recognised page', () => {
  it('are items again where their bullets were taken for other signs', () => {
    expect(read(['Its features include:', '© Each sequence has 32 tracks, which', 'are polyphonic.', '® Tracks may be transposed.'], ['e Exclusive real-time erase.'])).toEqual([
      ['paragraph', ['Its features include:']],
      ['list_item', ['• Each sequence has 32 tracks, which', 'are polyphonic.']],
      ['list_item', ['• Tracks may be transposed.']],
      ['list_item', ['• Exclusive real-time erase.']],
    ]);
  });

  it('are not what stands alone, or goes on within a sentence', () => {
    expect(read(['© Acme Lamps'], ['All rights reserved.'])).toEqual([['paragraph', ['© Acme Lamps']], ['paragraph', ['All rights reserved.']]]);
    expect(read(['pane', 'e vino', 'o acqua'])).toEqual([['paragraph', ['pane', 'e vino', 'o acqua']]]);
    expect(read(['© 2024 Acme'], ['© 2025 Acme'])).toEqual([['paragraph', ['© 2024 Acme']], ['paragraph', ['© 2025 Acme']]]);
  });
});
