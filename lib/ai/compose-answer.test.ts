import { describe, expect, it } from 'vitest';
import { composeAnswer } from './compose-answer';
import type { CandidateSentence, ChosenSentence } from './select-sentences';

const chosen = (passage: number, index: number, text: string, more: Partial<CandidateSentence> = {}): ChosenSentence => ({ passage, index, text, sentence: { text, similarity: 1, ...more } });

describe('an answer out of chosen sentences', () => {
  it('is a paragraph where sentences follow each other, and a new one where something lies between', () => {
    expect(composeAnswer([chosen(2, 0, 'First.'), chosen(2, 1, 'Second.'), chosen(2, 3, 'Fourth.'), chosen(1, 4, 'Another.')])).toBe('First. [2] Second. [2]\n\nFourth. [2]\n\nAnother. [1]');
  });

  it('shows the items of a list as a list, several sentences of one item together', () => {
    const item = (index: number, text: string, place: number, ordered: boolean) => chosen(1, index, text, { list: { item: place, ordered } });
    expect(composeAnswer([chosen(1, 0, 'Do this:'), item(1, 'Call.', 5, true), item(2, 'Wait.', 5, true), item(3, '1. *Leave*', 6, true)])).toBe('Do this: [1]\n\n1. Call. [1] Wait. [1]\n2. 1\\. \\*Leave\\* [1]');
    expect(composeAnswer([item(1, 'a key', 5, false), item(4, 'a bag', 8, false)])).toBe('- a key [1]\n- a bag [1]');
    expect(composeAnswer([item(1, 'a key', 5, false)])).toBe('a key [1]');
  });

  it('shows rows of a table as a table, and a single one as it reads by itself', () => {
    const row = (index: number, cells: string[], table = 3) => chosen(1, index, `Plan: ${cells[0]}`, { row: { table, header: ['Plan', 'Price | month'], cells } });
    expect(composeAnswer([row(1, ['Basic', '5']), row(3, ['Plus', ''])])).toBe('| Plan | Price \\| month |\n| --- | --- |\n| Basic | 5 [1] |\n| Plus [1] |  |');
    expect(composeAnswer([row(1, ['Basic', '5'])])).toBe('Plan: Basic [1]');
    expect(composeAnswer([row(1, ['Basic', '5'], 3), row(5, ['Plus', '7'], 90)])).toBe('Plan: Basic [1]\n\nPlan: Plus [1]');
  });
});
