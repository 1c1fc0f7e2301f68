import { unspacedMarks, unspacedScripts } from '@/lib/ai/unspaced-scripts';

/** A word as exact search compares it, and where it stands in the text: [start, end) in UTF-16 code units. */
export type ExactWord = { word: string; start: number; end: number };

// Where words stand without spaces, each character counts as a word, so that two of them in a row do what two words do
// elsewhere.
const pattern = new RegExp(String.raw`[${unspacedScripts}][${unspacedMarks}]*|[[\p{L}\p{M}\p{N}]--[${unspacedScripts}]]+`, 'gv');

/** To be raised when the same text gives other words: what the exact index holds is then brought up to date. */
export const exactWordsVersion = 2;

/**
 * The words of a text in order, alike however they are written: in lower case, without accents and vowel signs, "ﬁ" as
 * "fi", "ß" as "ss", "œ" as "oe". Whatever is neither letter nor digit separates: "ISO-27001" and "iso 27001" are the same
 * two words.
 */
export function exactWords(text: string): ExactWord[] {
  return Array.from(text.matchAll(pattern), (match) => ({
    word: alike(match[0]),
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** Accents; the vowel signs of Arabic and Hebrew, which most people leave out; the stroke that lengthens Arabic words. */
const accents = new RegExp(String.raw`[\u0640\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u064b-\u065f\u0670\u06d6-\u06ed]`, 'g');

/** Letters that Unicode does not take apart, and that are typed in another way where a keyboard lacks them. */
const otherwise: Record<string, string> = {
  ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ħ: 'h', ı: 'i', ς: 'σ', ى: 'ي', ی: 'ي', ة: 'ه', ک: 'ك',
};
const unlike = new RegExp(`[${Object.keys(otherwise).join('')}]`, 'g');

function alike(word: string): string {
  // Most words are plain, and normalising is what costs.
  if (/^[\0-\x7f]*$/.test(word)) return word.toLowerCase();
  const bare = word.normalize('NFKD').replace(accents, '').toLowerCase();
  return bare.replace(unlike, (letter) => otherwise[letter] ?? letter).normalize('NFKC');
}
