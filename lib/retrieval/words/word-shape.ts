import { contentWords } from '@/lib/ai/content-words';

/**
 * What of a word narrows the search for words written nearly so: a single edit changes the length by one at most, and
 * adds to or takes from the set of letters two at most.
 */
export type WordShape = { initial: string; length: number; letters: number };

// Scripts whose words are written letter by letter with spaces between; elsewhere a "word" is often a whole sentence.
const spelt = /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{M}]+$/u;

/** Longer ones are not words that a person mistypes, but what was left without spaces. */
const longestWord = 30;
const shortestWord = 3;

/** Whether a word is one that can be misspelt and matters: no small word, number, code or sentence without spaces. */
export function isSpelt(word: string): boolean {
  return word.length >= shortestWord && word.length <= longestWord && spelt.test(word) && contentWords(word).length > 0;
}

export function shapeOf(word: string): WordShape {
  let letters = 0;
  // Letters share 31 places, so that the set fits a positive integer of PostgreSQL; two in one place only let more pass.
  for (let i = 0; i < word.length; i++) letters |= 1 << (word.charCodeAt(i) % 31);
  return { initial: word[0] ?? '', length: word.length, letters };
}
