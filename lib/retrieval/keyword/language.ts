import { eld } from 'eld/small';
import { unspacedUnits } from '@/lib/ai/unspaced-scripts';

/** What words are brought to their stem by: names of PostgreSQL's text search configurations (Snowball). */
const stemmers = {
  ar: 'arabic', ca: 'catalan', da: 'danish', de: 'german', el: 'greek', en: 'english', es: 'spanish', eu: 'basque', fi: 'finnish',
  fr: 'french', hi: 'hindi', hu: 'hungarian', hy: 'armenian', it: 'italian', lt: 'lithuanian', ms: 'indonesian', nl: 'dutch',
  no: 'norwegian', pt: 'portuguese', ro: 'romanian', ru: 'russian', sr: 'serbian', sv: 'swedish', ta: 'tamil', tr: 'turkish',
} as const;

/** The language of a text as far as search is concerned; `simple` is any in which words are searched as they stand. */
export type Language = (typeof stemmers)[keyof typeof stemmers] | 'simple';

/** Looks into a text, and the characters of each: its beginning may be names and numbers, or a notice in another language. */
const looks = 5;
const lookLength = 600;
/**
 * From this share of its letters on, a text in scripts without spaces is searched by their characters, whatever language
 * it is mixed with: words of the other one are then found as they stand, whereas the reverse would find none of these.
 */
const unspacedShare = 0.2;

/** The language of a document's text, the one that most looks into it tell; English where there is too little to tell. */
export function detectLanguage(text: string): Language {
  const votes = new Map<string, number>();
  let letters = 0;
  let unspaced = 0;
  const step = Math.max(lookLength, Math.floor(text.length / looks));
  for (let from = 0; from < text.length && from < looks * step; from += step) {
    const look = text.slice(from, from + lookLength);
    letters += look.match(/\p{L}/gu)?.length ?? 0;
    unspaced += unspacedUnits(look).length;
    const found = eld.detect(look);
    if (found.isReliable()) votes.set(found.language, (votes.get(found.language) ?? 0) + 1);
  }
  if (letters > 0 && unspaced >= unspacedShare * letters) return 'simple';
  const [told] = [...votes].sort(([, a], [, b]) => b - a);
  if (!told) return 'english';
  return isStemmed(told[0]) ? stemmers[told[0]] : 'simple';
}

function isStemmed(code: string): code is keyof typeof stemmers {
  return Object.hasOwn(stemmers, code);
}
