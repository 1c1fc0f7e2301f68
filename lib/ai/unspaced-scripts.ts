/**
 * Scripts whose words stand without spaces between them, or, as in Korean, together with what is put to them: what a
 * person asks for is then a part of what stands there. The inside of a character class of a regular expression with
 * the flag `v`; PostgreSQL's counterpart is in lib/retrieval/segmented.ts.
 */
export const unspacedScripts = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}`;

/** What belongs to the character before it there: combining marks, and signs of voice and length in Japanese. */
export const unspacedMarks = String.raw`\p{M}ﾞﾟーｰ`;

const run = new RegExp(String.raw`[${unspacedScripts}][${unspacedScripts}${unspacedMarks}]*`, 'gv');
const unit = new RegExp(String.raw`[${unspacedScripts}][${unspacedMarks}]*`, 'gv');

/** The characters of such a script in a text, each with its marks. */
export function unspacedUnits(text: string): string[] {
  return text.match(unit) ?? [];
}

/** A word as it stands, or where it is written in such a script, each two characters in a row of it, and what else it holds. */
export function withoutSpaces(word: string): string[] {
  // Most words are plain, and looking closer is what costs.
  if (/^[\0-\u0e00]*$/.test(word)) return [word];
  const parts: string[] = [];
  let end = 0;
  for (const found of word.matchAll(run)) {
    if (found.index > end) parts.push(word.slice(end, found.index));
    end = found.index + found[0].length;
    const units = unspacedUnits(found[0]);
    parts.push(...(units.length === 1 ? units : units.slice(1).map((next, i) => `${units[i]}${next}`)));
  }
  if (end < word.length) parts.push(word.slice(end));
  return parts;
}
