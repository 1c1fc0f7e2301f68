import { eld } from 'eld/small';

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

/** The language of a document's text, the one that most looks into it tell; English where there is too little to tell. */
export function detectLanguage(text: string): Language {
  const votes = new Map<string, number>();
  const step = Math.max(lookLength, Math.floor(text.length / looks));
  for (let from = 0; from < text.length && from < looks * step; from += step) {
    const found = eld.detect(text.slice(from, from + lookLength));
    if (found.isReliable()) votes.set(found.language, (votes.get(found.language) ?? 0) + 1);
  }
  const [told] = [...votes].sort(([, a], [, b]) => b - a);
  if (!told) return 'english';
  return isStemmed(told[0]) ? stemmers[told[0]] : 'simple';
}

function isStemmed(code: string): code is keyof typeof stemmers {
  return Object.hasOwn(stemmers, code);
}
