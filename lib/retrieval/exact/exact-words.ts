/** A word as exact search compares it, and where it stands in the text: [start, end) in UTF-16 code units. */
export type ExactWord = { word: string; start: number; end: number };

// Scripts that put no spaces between words: each of their characters counts as a word, so that two of them in a row do
// what two words do elsewhere.
const unspaced = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}`;
const pattern = new RegExp(String.raw`[${unspaced}]\p{M}*|[[\p{L}\p{M}\p{N}]--[${unspaced}]]+`, 'gv');

/**
 * The words of a text in order, alike however they are written: in lower case, without accents, "ﬁ" as "fi". Whatever
 * is neither letter nor digit separates: "ISO-27001" and "iso 27001" are the same two words.
 */
export function exactWords(text: string): ExactWord[] {
  return Array.from(text.matchAll(pattern), (match) => ({
    word: alike(match[0]),
    start: match.index,
    end: match.index + match[0].length,
  }));
}

function alike(word: string): string {
  // Most words are plain, and normalising is what costs.
  if (/^[\0-\x7f]*$/.test(word)) return word.toLowerCase();
  return word.normalize('NFKD').replace(/[\u0300-\u036f]/g, '').toLowerCase().normalize('NFKC');
}
