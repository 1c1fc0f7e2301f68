import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutByMarks, type Mark } from './cut-by-marks';

const span = (max: number) =>
  fc.tuple(fc.nat(max), fc.nat(max)).map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) }));
const mark = span(80).chain((place) => fc.constantFrom<Mark['kind']>('quote', 'found', 'current').map((kind) => ({ ...place, kind })));

describe('cutByMarks', () => {
  it('G2: the pieces read the same as the block, whatever is marked', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 80, maxLength: 80 }), span(80), fc.array(mark, { maxLength: 6 }), (text, block, marks) => {
        const pieces = cutByMarks(block, marks);
        expect(pieces.map((piece) => text.slice(piece.start, piece.end)).join('')).toBe(text.slice(block.start, block.end));
      }),
    );
  });

  it('G2: a position is marked exactly when a mark covers it', () => {
    fc.assert(
      fc.property(span(80), fc.array(mark, { maxLength: 6 }), (block, marks) => {
        for (const piece of cutByMarks(block, marks)) {
          for (let at = piece.start; at < piece.end; at += 1) {
            const covered = marks.some((each) => each.start <= at && at < each.end);
            expect(piece.mark !== undefined).toBe(covered);
          }
        }
      }),
    );
  });

  it('G2: a mark over two cells of a table marks its part of each', () => {
    const marks: Mark[] = [{ start: 3, end: 12, kind: 'quote' }];
    expect(cutByMarks({ start: 0, end: 6 }, marks)).toEqual([{ start: 0, end: 3 }, { start: 3, end: 6, mark: 'quote' }]);
    expect(cutByMarks({ start: 7, end: 20 }, marks)).toEqual([{ start: 7, end: 12, mark: 'quote' }, { start: 12, end: 20 }]);
  });

  it('what is looked at now stands out from the quote beneath it', () => {
    const marks: Mark[] = [{ start: 0, end: 10, kind: 'quote' }, { start: 4, end: 6, kind: 'current' }];
    expect(cutByMarks({ start: 0, end: 10 }, marks).map((piece) => piece.mark)).toEqual(['quote', 'current', 'quote']);
  });
});
