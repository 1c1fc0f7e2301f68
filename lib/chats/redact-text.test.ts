import { expect, it } from 'vitest';
import { redactText } from './redact-text';

it('replaces only the sentences that rest on the source, and copies of its quotes', () => {
  const text = '1. First.[^1]\n2. Second.[^2] Third.[^1]\n\nAs it says: the ninth gate.';
  expect(redactText(text, [{ number: 1, quote: 'the ninth gate' }], '(gone)')).toBe('1. (gone)[^1]\n2. Second.[^2] (gone)[^1]\n\nAs it says: (gone).');
});

it('leaves text alone that nothing is to be taken out of', () => {
  expect(redactText('One.[^1] Two.[^2]', [], '(gone)')).toBe('One.[^1] Two.[^2]');
});
