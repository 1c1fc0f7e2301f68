import { contentWords } from '@/lib/ai/content-words';
import { unspacedMarks, unspacedScripts } from '@/lib/ai/unspaced-scripts';

/**
 * A word of a text as names are compared, and where it stands: [start, end) in UTF-16 code units. Where words stand without
 * spaces it is one character, which counts as the third of a word, and `joined` says that it goes on with the one before.
 */
export type KeyWord = { key: string; start: number; end: number; size: number; joined: boolean };

const pattern = new RegExp(String.raw`[${unspacedScripts}][${unspacedMarks}]*|[[\p{L}\p{M}\p{N}]--[${unspacedScripts}]]+(?:['’]\p{L}+)?[+#]*`, 'gv');
const unspaced = new RegExp(`^[${unspacedScripts}]`, 'v');

/**
 * The words of a text, alike in upper and lower case and in singular and plural; one with digits counts whole. An acronym that would be a small word
 * in lower case ("IT", "US", "WHO") keeps its capitals, so that "it" does not mean it.
 */
export function keyWords(text: string): KeyWord[] {
  const words: KeyWord[] = [];
  for (const match of text.matchAll(pattern)) {
    const [found] = match;
    const start = match.index;
    const isUnspaced = unspaced.test(found);
    const last = words.at(-1);
    words.push({
      key: isUnspaced ? found.normalize('NFKC').toLowerCase() : keyOf(found.normalize('NFKC')),
      start,
      end: start + found.length,
      size: isUnspaced ? 1 / 3 : 1,
      joined: isUnspaced && last?.end === start && last.size < 1,
    });
  }
  return words;
}

/** The words as one name. */
export function keyOfWords(words: KeyWord[]): string {
  return words.map(({ key, joined }, i) => (i === 0 || joined ? key : ` ${key}`)).join('');
}

/** How many words a name has: three characters that stand without spaces count as one. */
export function sizeOf(words: KeyWord[]): number {
  return Math.ceil(words.reduce((sum, { size }) => sum + size, 0));
}

function keyOf(word: string): string {
  const lower = word.toLowerCase();
  // A code: of "Q1", the forms of words would leave "1".
  if (/\p{N}/u.test(lower)) return lower;
  const [form] = contentWords(lower);
  if (form !== undefined) return /[+#]$/.test(lower) ? lower : form;
  return word.length > 1 && word === word.toUpperCase() && word !== lower ? `=${word}` : lower;
}

/** A name as questions are compared with it; empty when it has no letters and digits. */
export function nameKey(name: string): string {
  return keyOfWords(keyWords(name));
}
