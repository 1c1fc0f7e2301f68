import { contentWords } from '@/lib/ai/content-words';

/** A word of a text as names are compared, and where it stands: [start, end) in UTF-16 code units. */
export type KeyWord = { key: string; start: number; end: number };

/**
 * The words of a text, alike in upper and lower case and in singular and plural; one with digits counts whole. An acronym that would be a small word
 * in lower case ("IT", "US", "WHO") keeps its capitals, so that "it" does not mean it.
 */
export function keyWords(text: string): KeyWord[] {
  return Array.from(text.matchAll(/[\p{L}\p{M}\p{N}]+(?:['’]\p{L}+)?[+#]*/gu), (match) => ({
    key: keyOf(match[0].normalize('NFKC')),
    start: match.index,
    end: match.index + match[0].length,
  }));
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
  return keyWords(name).map(({ key }) => key).join(' ');
}
