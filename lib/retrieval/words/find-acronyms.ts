import { contentWords } from '@/lib/ai/content-words';

export type Acronym = { short: string; long: string };

/** A short form: two to ten letters or digits, two of them capitals ("PTO", "IaaS", "B2B"). */
const shortForm = /^(?=(?:[^\p{Lu}]*\p{Lu}){2})[\p{L}\p{N}&-]{2,10}$/u;
/** A bracket and as much before it as a spelled-out form can be long. */
const bracket = /\(([^()\n]{2,100})\)/gu;
const reach = 160;

/**
 * The acronyms that a text defines: "paid time off (PTO)" and "PTO (paid time off)". The letters of the short form must
 * stand in the long one in order, the first of them at the beginning of a word (Schwartz and Hearst, "A simple algorithm
 * for identifying abbreviation definitions in biomedical text", 2003). Each pair once, in the order of the text.
 */
export function findAcronyms(text: string): Acronym[] {
  const found = new Map<string, Acronym>();
  for (const match of text.matchAll(bracket)) {
    const inside = (match[1] ?? '').split(/[,;]/u, 1)[0]?.trim() ?? '';
    const before = text.slice(Math.max(0, match.index - reach), match.index).trimEnd();
    const acronym = shortForm.test(inside) ? withLong(inside, wordsBefore(before, inside.length)) : withShort(before, inside);
    if (acronym) found.set(`${acronym.short} ${acronym.long}`, acronym);
  }
  return [...found.values()];
}

/** The words from which the long form of so many letters is to be taken: of this sentence, and not too many. */
function wordsBefore(before: string, letters: number): string {
  const sentence = before.split(/[.;:!?\n(]\s/u).at(-1) ?? '';
  return sentence.split(/\s+/u).slice(-Math.min(letters + 5, 2 * letters)).join(' ');
}

function withLong(short: string, candidate: string): Acronym | undefined {
  const long = bestLongForm(short, candidate);
  return long === undefined ? undefined : { short, long };
}

/** "PTO (paid time off)": here the long form is all of what stands in the bracket. */
function withShort(before: string, inside: string): Acronym | undefined {
  const short = /[^\s("“]+$/u.exec(before)?.[0] ?? '';
  return shortForm.test(short) && bestLongForm(short, inside) === inside ? { short, long: inside } : undefined;
}

/**
 * The end of the text that spells out the short form: words whose first letters it is made of, or else the shortest end
 * that has its letters in order, looked for from the right.
 */
function bestLongForm(short: string, text: string): string | undefined {
  const letters = [...short.toLowerCase()].filter((letter) => /[\p{L}\p{N}]/u.test(letter));
  return acceptable(byInitials(letters, text) ?? byLetters(letters, text), short, letters.length);
}

/** Small words between ("Research and development") need no letter of their own. */
function byInitials(letters: string[], text: string): string | undefined {
  const starts = Array.from(text.matchAll(/[\p{L}\p{N}]+/gu), (match) => ({ at: match.index, initial: match[0][0]?.toLowerCase(), small: contentWords(match[0]).length === 0 }));
  let from = starts.length;
  for (const letter of letters.toReversed()) {
    do from -= 1;
    while (starts[from]?.small && starts[from]?.initial !== letter);
    if (starts[from]?.initial !== letter) return undefined;
  }
  return text.slice(starts[from]?.at);
}

function byLetters(letters: string[], text: string): string | undefined {
  const lower = text.toLowerCase();
  let at = lower.length;
  for (const [index, letter] of letters.toReversed().entries()) {
    const isFirst = index === letters.length - 1;
    do at -= 1;
    while (at >= 0 && (lower[at] !== letter || (isFirst && /[\p{L}\p{N}]/u.test(lower[at - 1] ?? ''))));
    if (at < 0) return undefined;
  }
  return text.slice(at);
}

function acceptable(long: string | undefined, short: string, letters: number): string | undefined {
  const words = long?.split(/[\s-]+/u) ?? [];
  // One word is no spelled-out form, "the offer" is none of "TO", and one that holds the short form explains nothing.
  if (!long || words.length < 2 || words.length > Math.min(letters + 5, 2 * letters) || words.includes(short) || contentWords(words[0] ?? '').length === 0) return undefined;
  return /^[\p{L}\p{N}][\p{L}\p{M}\p{N}\s&'’/-]*$/u.test(long) && long.length > short.length + 2 ? long : undefined;
}
