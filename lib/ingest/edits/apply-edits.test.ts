import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Chunk } from '../chunk';
import { applyEdits } from './apply-edits';
import type { EditedPiece, StandingEdit } from './edited-piece';
import { occurrenceOf } from './locate-base';

const count = (text: string) => text.split(/\s+/).filter(Boolean).length + 2;

/** Passages of these sizes in lines, as a machine would cut the text. */
function cut(text: string, linesEach: number): Chunk[] {
  const lines = [...text.matchAll(/[^\n]+/g)].map((match) => ({ start: match.index, end: match.index + match[0].length }));
  return Array.from({ length: Math.ceil(lines.length / linesEach) }, (_, n) => {
    const start = lines[n * linesEach]?.start ?? 0;
    const end = lines[Math.min(lines.length, (n + 1) * linesEach) - 1]?.end ?? 0;
    return { ordinal: n, start, end, text: text.slice(start, end), context: `Title › ${n}`, tokens: count(text.slice(start, end)) };
  });
}

const text = ['one first line', 'two second line', 'three third line', 'four fourth line', 'five fifth line', 'six sixth line'].join('\n');
const whole = (words: string, change: Partial<EditedPiece> = {}): EditedPiece => ({ start: 0, end: words.length, keywords: [], off: false, ...change });
const edit = (base: string, pieces: EditedPiece[], occurrence = 0, id = base): StandingEdit => ({ id, base, occurrence, pieces });
const apply = (to: string, linesEach: number, edits: StandingEdit[]) => applyEdits(to, cut(to, linesEach), edits, count);

describe('applyEdits', () => {
  it('puts the text that a person wrote in place of a passage, and keeps the words that are quoted', () => {
    const base = 'three third line\nfour fourth line';
    const { passages, placements } = apply(text, 2, [edit(base, [whole(base, { text: 'III and IV', keywords: ['drei', 'vier'] })])]);
    expect(passages.map((passage) => passage.text)).toEqual(['one first line\ntwo second line', 'III and IV\ndrei, vier', 'five fifth line\nsix sixth line']);
    const [, edited] = passages;
    expect(edited).toMatchObject({ original: base, editId: base, context: 'Title › 1', ordinal: 1 });
    expect(text.slice(edited?.start, edited?.end)).toBe(base);
    expect(placements.get(base)).toMatchObject({ start: text.indexOf(base), asRead: [{ context: 'Title › 1' }] });
  });

  it('keeps a change where the cuts are others now, and leaves what is cut off of the neighbours as passages', () => {
    const base = 'three third line\nfour fourth line';
    const { passages, placements } = apply(text, 3, [edit(base, [whole(base, { text: 'III and IV' })])]);
    expect(passages.map((passage) => passage.text)).toEqual(['one first line\ntwo second line', 'III and IV', 'five fifth line\nsix sixth line']);
    expect(placements.get(base)?.asRead.map((passage) => text.slice(passage.start, passage.end))).toEqual(['three third line', 'four fourth line']);
  });

  it('splits, joins and leaves out', () => {
    const base = 'one first line\ntwo second line\nthree third line';
    const pieces = [whole('one', { end: 9 }), whole('', { start: 10, end: 30, keywords: ['both'] }), whole('', { start: 31, end: base.length, off: true })];
    const { passages } = apply(text, 1, [edit(base, pieces)]);
    expect(passages.slice(0, 3).map((passage) => passage.text)).toEqual(['one first', 'line\ntwo second line\nboth', 'four fourth line']);
    // The change holds the places of the three passages that it stands for.
    expect(passages.map((passage) => [passage.ordinal, passage.part ?? 0])).toEqual([[0, 0], [0, 1], [3, 0], [4, 0], [5, 0]]);
  });

  it('says of a change whose words are gone that it stands nowhere, and leaves the passages as they were cut', () => {
    const { passages, placements } = apply(text.replace('third', 'last'), 2, [edit('three third line', [whole('three third line', { off: true })])]);
    expect(placements.size).toBe(0);
    expect(passages).toEqual(cut(text.replace('third', 'last'), 2));
  });

  it('tells places of the same words apart by their number', () => {
    const thrice = ['the same line', 'between', 'the same line', 'between', 'the same line'].join('\n');
    const second = thrice.indexOf('the same', 5);
    const occurrence = occurrenceOf(thrice, { start: second, end: second + 13 });
    expect(occurrence).toBe(1);
    const { passages } = apply(thrice, 1, [edit('the same line', [whole('the same line', { text: 'changed' })], occurrence)]);
    expect(passages.map((passage) => passage.text)).toEqual(['the same line', 'between', 'changed', 'between', 'the same line']);
  });

  it('finds the words again where a newer parser reads other white space between them', () => {
    const base = 'one first line\ntwo second line';
    const pieces = [whole('', { end: 14, text: 'I' }), whole('', { start: 15, end: base.length, keywords: ['zwei'] })];
    const to = text.replace('first line\ntwo', 'first  line\n\ntwo');
    const { passages, placements } = apply(to, 2, [edit(base, pieces)]);
    expect(passages.slice(0, 2).map((passage) => [passage.text, to.slice(passage.start, passage.end)])).toEqual([['I', 'one first  line'], ['two second line\nzwei', 'two second line']]);
    expect(placements.get(base)?.edit.base).toBe('one first  line\n\ntwo second line');
  });

  it('does not take the middle of a word, or of another sentence, for the place', () => {
    expect(apply('aniline liner', 1, [edit('line', [whole('line', { off: true })])]).placements.size).toBe(0);
  });

  it('holds every letter of the text once, whatever is changed, except what was switched off', () => {
    const words = fc.array(fc.constantFrom('alpha', 'beta', 'gamma'), { minLength: 2, maxLength: 12 }).map((list) => list.map((word, n) => `${word} ${n}`).join('\n'));
    fc.assert(
      fc.property(words, fc.integer({ min: 1, max: 4 }), fc.nat(), fc.nat(), fc.nat(), fc.boolean(), (whole, linesEach, a, b, at, off) => {
        const lines = whole.split('\n');
        const [first, last] = [Math.min(a % lines.length, b % lines.length), Math.max(a % lines.length, b % lines.length)];
        const base = lines.slice(first, last + 1).join('\n');
        const middle = 1 + (at % (base.length - 1));
        const pieces: EditedPiece[] = [
          { start: 0, end: middle, keywords: [], off },
          { start: middle, end: base.length, keywords: [], off: false },
        ];
        const { passages } = apply(whole, linesEach, [edit(base, pieces)]);
        const left = off ? whole.replace(base, base.slice(middle)) : whole;
        const bare = (value: string) => value.replace(/\s+/g, '');
        expect(bare(passages.map((passage) => passage.text).join(''))).toBe(bare(left));
        expect(passages.every((passage) => whole.slice(passage.start, passage.end) === (passage.original ?? passage.text))).toBe(true);
      }),
    );
  });
});
