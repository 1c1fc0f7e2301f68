import { describe, expect, it } from 'vitest';
import { notedText } from './noted-text';

const words = 'Visitors sign the book.\n\nPage 4 of 12\n\nThey wear a badge.';
const page = { start: words.indexOf('Page'), end: words.indexOf('\n\nThey') };

describe('notedText', () => {
  it('puts the sentence before the words', () => {
    expect(notedText(words, { sentence: 'About visitors.', leftOut: [] })).toBe(`About visitors.\n${words}`);
  });

  it('takes out what is left out, and the gap with it', () => {
    expect(notedText(words, { sentence: 'About visitors.', leftOut: [page] })).toBe('About visitors.\nVisitors sign the book.\n\nThey wear a badge.');
    expect(notedText(words, { leftOut: [page] })).toBe('Visitors sign the book.\n\nThey wear a badge.');
  });

  it('is the words themselves without a note', () => {
    expect(notedText(words, { leftOut: [] })).toBe(words);
  });
});
