import { describe, expect, it } from 'vitest';
import { diversify } from './diversify';
import type { RetrievalTrace } from './retrieval-trace';

const long = (start: string) => `${start} ${Array.from({ length: 60 }, (_, i) => `word${String.fromCodePoint(97 + (i % 26))} and`).join(' ')}`;
let next = 0;
const letters = (number: number) => [...String(number)].map((digit) => 'abcdefghij'[Number(digit)]).join('');
const passage = (documentId: string, text = `text of ${letters(next++)}`, exact = false) => ({ passageId: `passage ${next++}`, documentId, documentName: `${documentId}.pdf`, text, exact: exact ? { share: 1, holders: 1 } : undefined });
const documents = (passages: { documentId: string }[], question = 'What is it?') =>
  diversify(passages as ReturnType<typeof passage>[], question).map((one) => one.documentId).join(' ');

describe('diversify', () => {
  it('I4: lets no document have more than two of the first six', () => {
    const passages = ['stuffed', 'stuffed', 'stuffed', 'stuffed', 'stuffed', 'stuffed', 'honest', 'other'].map((id) => passage(id));
    expect(documents(passages)).toBe('stuffed stuffed honest other stuffed stuffed stuffed stuffed');
  });

  it('lets the document have all that the question names', () => {
    const passages = ['travel-policy', 'travel-policy', 'travel-policy', 'other'].map((id) => passage(id));
    expect(documents(passages, 'What does the travel policy say about trains?')).toBe('travel-policy travel-policy travel-policy other');
    expect(documents(passages, 'What about travel?')).toBe('travel-policy travel-policy other travel-policy');
  });

  it('I4: leaves others room beside a document that the question names, and by words that many passages repeat', () => {
    const named = ['travel', 'travel', 'travel', 'travel', 'travel', 'travel', 'honest'].map((id) => passage(id));
    expect(documents(named, 'Who pays for travel?')).toBe('travel travel travel travel honest travel travel');
    const repeated = ['stuffed', 'stuffed', 'stuffed', 'honest'].map((id) => ({ ...passage(id), exact: id === 'stuffed' ? { share: 1, holders: 12 } : undefined }));
    expect(documents(repeated)).toBe('stuffed stuffed honest stuffed');
  });

  it('I4: lets changed copies take two places in front, unless the question asks for their number', () => {
    const copies = ['a', 'b', 'c', 'd'].map((id, index) => passage(id, long(`Fee ${index + 1}.`)));
    expect(documents([...copies, passage('honest')])).toBe('a b honest c d');
    expect(documents([...copies, passage('honest')], 'What is fee 3?')).toBe('a b c honest d');
    const changed = ['one', 'two', 'three'].map((word) => passage(word, long(`The fee is said to be so by person ${word}.`)));
    expect(documents([...changed, passage('honest')])).toBe('one two honest three');
  });

  it('I4: leaves out near copies of a better passage, but never those that differ in a number or hold the very words', () => {
    const kept = (second: string, exact = false) => diversify([passage('a', long('Fees.')), passage('b', long(second), exact)], 'Fees?').length;
    expect(kept('Fees:')).toBe(1);
    expect(kept('Costs.')).toBe(1);
    expect(kept('Fees 7.')).toBe(2);
    expect(kept('Fees:', true)).toBe(2);
    expect(diversify([passage('a', 'Paid on Monday.'), passage('b', 'Paid on Friday.')], 'When?')).toHaveLength(2);
  });

  it('notes which passages made room, and which ones say the same as another', () => {
    const [a, b, c, other, copy] = [passage('a', long('Fees.')), passage('a'), passage('a'), passage('b'), passage('c', long('Fees:'))];
    const trace: RetrievalTrace = {};
    expect(diversify([a, b, c, copy, other], 'Fees?', trace)).toEqual([a, b, other, c]);
    expect(trace.moved).toEqual(new Set([c.passageId]));
    expect(trace.copies).toEqual(new Map([[copy.passageId, a.passageId]]));
    diversify([a, b, c], 'Fees?', trace);
    expect(trace.moved).toEqual(new Set());
  });
});
