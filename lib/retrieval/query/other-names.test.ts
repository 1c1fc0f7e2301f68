import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AlsoSearched } from './also-searched';
import { inWordsOf, withOtherNames } from './other-names';

const pto: AlsoSearched = { word: 'PTO', terms: ['paid time off', 'vacation'], reason: 'glossary' };
const art: AlsoSearched = { word: 'art', terms: ['cart'], reason: 'spelling' };

describe('other names', () => {
  it('stand in brackets after the word, not within another one', () => {
    expect(withOtherNames('How much PTO do I get?', [pto])).toBe('How much PTO (paid time off) do I get?');
    expect(withOtherNames('start art', [art])).toBe('start art (cart)');
    expect(withOtherNames('nothing of it', [pto, art])).toBe('nothing of it');
  });

  it('replace a word that the texts do not have by one that they have', () => {
    expect(inWordsOf(['Vacation is planned.'], 'How much PTO do I get?', [pto])).toBe('How much vacation do I get?');
    expect(inWordsOf(['Paid time-off is planned.'], 'How much PTO do I get?', [pto])).toBe('How much paid time off do I get?');
    expect(inWordsOf(['The PTO policy, or vacation.'], 'How much PTO do I get?', [pto])).toBe('How much PTO do I get?');
    expect(inWordsOf(['Nothing of it.'], 'How much PTO do I get?', [pto])).toBe('How much PTO do I get?');
  });

  it('keep what was typed, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', 'b', ' ', '(', '$', '$&', '.', '*', '🎉'), maxLength: 20 }), fc.string({ minLength: 1, maxLength: 3 }), fc.string({ maxLength: 5 }), (text, word, term) => {
        const expanded = withOtherNames(text, [{ word, terms: [term], reason: 'glossary' }]);
        expect([text, expanded.replace(` (${term})`, '')]).toContain(text);
        expect(expanded.length).toBeGreaterThanOrEqual(text.length);
        expect(withOtherNames(text, [])).toBe(text);
      }),
    );
  });
});
