// False claims made of true ones: one thing is changed, the rest stays. Nothing here asks the check that is tried, so
// that it also meets what it cannot see.
import type { Random } from './paraphrase';

export const plantedKinds = ['number', 'date', 'name', 'unit', 'negation', 'sentence', 'neighbour'] as const;
/** `sentence` is taken from anywhere, `neighbour` from a passage of the same document. */
export type PlantedKind = (typeof plantedKinds)[number];

/** What is needed of the other passages to plant names. */
export type NameList = { all: string[]; has(word: string): boolean };

const pick = <T>(list: readonly T[], random: Random): T | undefined => list[Math.floor(random() * list.length)];

function replaceOne(text: string, pattern: RegExp, random: Random, to: (found: RegExpMatchArray) => string | undefined): string | undefined {
  const found = pick([...text.matchAll(pattern)], random);
  const put = found && to(found);
  if (!found || put === undefined || put.toLowerCase() === found[0].toLowerCase()) return undefined;
  return text.slice(0, found.index) + put + text.slice((found.index ?? 0) + found[0].length);
}

const numberWords = 'two three four five six seven eight nine ten eleven twelve fifteen twenty thirty fifty'.split(' ');

/** Another figure of as many digits, or another word for a number. Years are dates. */
export function plantNumber(text: string, random: Random): string | undefined {
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}.,/_-])\\p{N}+(?:[.,]\\p{N}+)*(?![\\p{L}_/]|[.,-]?\\p{N})|\\b(?:${numberWords.join('|')})\\b`, 'gu');
  return replaceOne(text, pattern, random, ([found]) => {
    if (/^(?:1[5-9]|20)\d\d$/.test(found)) return undefined;
    if (/^\p{L}/u.test(found)) return pick(numberWords.filter((word) => word !== found), random);
    const digits = [...found].map((char, index) => (/\d/.test(char) ? (index === 0 ? String(1 + Math.floor(random() * 9)) : String(Math.floor(random() * 10))) : char));
    return digits.join('');
  });
}

const months = 'January February March April May June July August September October November December'.split(' ');
const weekdays = 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday'.split(' ');

/** Another month, weekday or year. */
export function plantDate(text: string, random: Random): string | undefined {
  return replaceOne(text, new RegExp(`\\b(?:${[...months, ...weekdays].join('|')})\\b|(?<![\\d.,-])(?:1[5-9]|20)\\d\\d(?![\\d.,-]\\d|\\d)`, 'g'), random, ([found]) => {
    if (months.includes(found)) return pick(months.filter((month) => month !== found), random);
    if (weekdays.includes(found)) return pick(weekdays.filter((day) => day !== found), random);
    const distance = 1 + Math.floor(random() * 30);
    return String(Number(found) + (random() < 0.5 ? distance : -distance));
  });
}

const unitFamilies = [
  ['seconds', 'minutes', 'hours', 'days', 'weeks', 'months', 'years'],
  ['second', 'minute', 'hour', 'day', 'week', 'month', 'year'],
  ['KB', 'MB', 'GB', 'TB'],
  ['bits', 'bytes', 'kilobytes', 'megabytes', 'gigabytes'],
  ['euros', 'dollars', 'pounds'],
  ['EUR', 'USD', 'GBP'],
  ['€', '$', '£'],
  ['%', ' dollars', ' euros'],
  ['percent', 'dollars', 'days'],
  ['kilometers', 'miles', 'meters', 'feet'],
  ['km', 'miles', 'cm', 'm', 'ft'],
  ['kg', 'lb', 'tons'],
];

/** The same number of something else: "30 days" becomes "30 weeks". */
export function plantUnit(text: string, random: Random): string | undefined {
  const family = unitFamilies.flat().map((unit) => unit.trim()).map((unit) => (unit === '$' ? '\\$' : unit)).join('|');
  const pattern = new RegExp(`(?<=(?:\\d|\\b(?:${numberWords.join('|')}))[ -]?)(?:${family})(?![\\p{L}])|[$€£](?=\\d)`, 'gu');
  return replaceOne(text, pattern, random, ([found]) => {
    const same = unitFamilies.find((units) => units.some((unit) => unit.trim() === found));
    return same && pick(same.filter((unit) => unit.trim() !== found && (found.length > 1 || unit.length === 1 || found === '%')), random);
  });
}

/** Takes a negation away, or puts one behind the first auxiliary verb. */
export function plantNegation(text: string): string | undefined {
  const without = text.replace(/\b(\w+) not\b(?! only)/, '$1').replace(/\b(do|does|did|is|are|was|were|has|have|should|would|could)n't\b/, '$1').replace(/\b(?:cannot|can't)\b/, 'can');
  if (without !== text) return without;
  if (/\b(?:no|never|none|without|neither|nor)\b/i.test(text)) return undefined;
  const withNot = text.replace(/\b(is|are|was|were|can|will|must|should|may|could|would)\b(?! not)/, '$1 not');
  return withNot === text ? undefined : withNot;
}

/** Puts a name of another passage in the place of one. `present`: the text of the claim's own passage. */
export function plantName(text: string, names: NameList, present: string, random: Random): string | undefined {
  return replaceOne(text, /\p{Lu}[\p{L}\p{M}]+(?:['’]s)?/gu, random, ([found]) => {
    const ending = /['’]s$/u.exec(found)?.[0] ?? '';
    if (!names.has(found.slice(0, found.length - ending.length))) return undefined;
    for (let attempt = 0; attempt < 20; attempt += 1) {
      const name = pick(names.all, random);
      if (name && !present.toLowerCase().includes(name.toLowerCase())) return `${name}${ending}`;
    }
    return undefined;
  });
}

/** The proper names of texts: words that have a capital letter inside sentences at least twice, and never a small one. */
export function namesIn(texts: Iterable<string>): NameList {
  const inside = new Map<string, number>();
  const small = new Set<string>();
  for (const text of texts) {
    for (const [, word = ''] of text.matchAll(/(?<=[\p{Ll},] )(\p{Lu}\p{Ll}[\p{L}\p{M}]+)/gu)) inside.set(word, (inside.get(word) ?? 0) + 1);
    for (const [word] of text.matchAll(/(?<![\p{L}\p{N}])\p{Ll}[\p{L}\p{M}]+/gu)) small.add(word);
  }
  const calendar = new Set([...months, ...weekdays]);
  const all = [...inside].filter(([word, count]) => count >= 2 && !small.has(word.toLowerCase()) && !calendar.has(word)).map(([word]) => word);
  const known = new Set(all);
  return { all, has: (word) => known.has(word) };
}
