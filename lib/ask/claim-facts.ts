import { contentWords } from '@/lib/ai/content-words';

// What of a sentence can be checked without understanding it: its numbers with their units, its months and weekdays, its
// proper names, its quoted words, and what it denies. English and German.

/** A number in its plain form; more than one value where the writing is ambiguous ("1.000"). */
export type Quantity = {
  values: string[];
  /** Canonical unit, currency or month that stands beside it. */
  unit?: string;
  /** The words right before and behind it in their common form, where they carry meaning: "Figure" 5, three "nodes". */
  before?: string;
  behind?: string;
  /** "one" and "a hundred" are more often words than numbers: they support, but need no support. */
  isSoft?: boolean;
};

export type Facts = {
  quantities: Quantity[];
  /** Months and weekdays by their English name. */
  calendar: Set<string>;
  /** Units and currencies that occur anywhere. */
  units: Set<string>;
};

type Token = { raw: string; lower: string; start: number; end: number };

const month = 'january february march april may june july august september october november december'.split(' ');
const monthForms = new Map(
  [
    ...month.flatMap((name) => [[name, name], [name.slice(0, 3), name]]),
    ['sept', 'september'], ['januar', 'january'], ['februar', 'february'], ['märz', 'march'], ['mai', 'may'], ['juni', 'june'],
    ['juli', 'july'], ['oktober', 'october'], ['okt', 'october'], ['dezember', 'december'], ['dez', 'december'],
  ].map(([form = '', name = '']) => [form, name]),
);
const weekdays = new Map(
  [
    ['monday', 'montag'], ['tuesday', 'dienstag'], ['wednesday', 'mittwoch'], ['thursday', 'donnerstag'], ['friday', 'freitag'],
    ['saturday', 'samstag'], ['sunday', 'sonntag'],
  ].flatMap(([name = '', german = '']) => [name, `${name}s`, german, `${german}s`].map((form): [string, string] => [form, name])),
);

const unitForms = new Map(
  Object.entries({
    '%': '% percent prozent percentage',
    eur: '€ eur euro euros', usd: '$ usd dollar dollars', gbp: '£ gbp', jpy: '¥ yen', chf: 'chf franken', cent: 'cent cents',
    millisecond: 'ms millisecond milliseconds millisekunden', second: 'second seconds sec secs sekunde sekunden',
    minute: 'minute minutes min mins minuten', hour: 'hour hours hr hrs stunde stunden', day: 'day days tag tage tagen',
    night: 'night nights nacht nächte', week: 'week weeks woche wochen', month: 'month months monat monate monaten',
    year: 'year years yr yrs jahr jahre jahren', decade: 'decade decades', century: 'century centuries',
    mm: 'mm millimeter millimeters millimetre millimetres', cm: 'cm centimeter centimeters centimetre centimetres',
    metre: 'meter meters metre metres', km: 'km kilometer kilometers kilometre kilometres', inch: 'inch inches',
    foot: 'feet foot ft', yard: 'yard yards', mile: 'mile miles', gram: 'gram grams gramm', kg: 'kg kilogram kilograms kilo',
    ton: 'ton tons tonne tonnes', pound: 'pound pounds lb lbs', ounce: 'ounce ounces oz', litre: 'liter liters litre litres',
    bit: 'bit bits', byte: 'byte bytes', kb: 'kb kib kilobyte kilobytes', mb: 'mb mib megabyte megabytes',
    gb: 'gb gib gigabyte gigabytes', tb: 'tb tib terabyte terabytes', mbps: 'mbps', gbps: 'gbps', hz: 'hz', mhz: 'mhz', ghz: 'ghz',
    celsius: 'celsius', fahrenheit: 'fahrenheit', acre: 'acre acres', hectare: 'hectare hectares', watt: 'watt watts', volt: 'volt volts',
    am: 'am', pm: 'pm',
  }).flatMap(([unit, forms]) => forms.split(' ').map((form): [string, string] => [form, unit])),
);
/** Too short to be a unit unless they stand right behind the number. */
const shortUnits = new Map(Object.entries({ m: 'metre', g: 'gram', h: 'hour', s: 'second', w: 'watt', v: 'volt', b: 'byte' }));

const scales = new Map(
  Object.entries({ hundred: 1e2, thousand: 1e3, million: 1e6, billion: 1e9, trillion: 1e12, tausend: 1e3, millionen: 1e6, mio: 1e6, bn: 1e9, milliarden: 1e9, mrd: 1e9 }),
);
const smallNumbers = new Map(
  [
    ['zero', 0], ['two', 2], ['three', 3], ['four', 4], ['five', 5], ['six', 6], ['seven', 7], ['eight', 8], ['nine', 9], ['ten', 10], ['eleven', 11],
    ['twelve', 12], ['thirteen', 13], ['fourteen', 14], ['fifteen', 15], ['sixteen', 16], ['seventeen', 17], ['eighteen', 18], ['nineteen', 19],
    ['one', 1], ['zwei', 2], ['drei', 3], ['vier', 4], ['fünf', 5], ['sechs', 6], ['sieben', 7], ['acht', 8], ['neun', 9], ['zehn', 10], ['elf', 11], ['zwölf', 12],
  ].map(([word, value]): [string, number] => [String(word), Number(value)]),
);
const tens = new Map('twenty thirty forty fifty sixty seventy eighty ninety'.split(' ').map((word, index): [string, number] => [word, 10 * (index + 2)]));

/** The text without the numbers that it writes as words ("twenty-six days" as "days"), which are compared as numbers. */
export function withoutNumberWords(text: string): string {
  return text.replace(/[\p{L}\p{M}]+/gu, (word) => {
    const lower = word.toLowerCase();
    return tens.has(lower) || smallNumbers.has(lower) || scales.has(lower) ? '' : word;
  });
}

const tokenPattern = /[$€£¥%]|\p{N}+(?:[.,]\p{N}+)*|[\p{L}\p{M}]+/gu;

function tokensOf(text: string): Token[] {
  return Array.from(text.matchAll(tokenPattern), (match) => ({ raw: match[0], lower: match[0].toLowerCase(), start: match.index, end: match.index + match[0].length }));
}

/** The same text with writings made alike that would fall into several tokens. */
function alike(text: string): string {
  return text
    .replace(/(\p{N})[\u00a0\u202f\u2009](?=\p{N}{3}(?!\p{N}))/gu, '$1')
    .normalize('NFKC')
    .replace(/\b([ap])\.\s?m\.?(?![\p{L}\p{N}])/giu, '$1m')
    .replace(/\bper cent\b/gi, 'percent')
    .replace(/°\s?C(?!\p{L})/gu, ' celsius')
    .replace(/°\s?F(?!\p{L})/gu, ' fahrenheit')
    .replace(/\b(\d{4})-(\d\d)-(\d\d)\b/g, (whole, year: string, number: string, day: string) => {
      const name = month[Number(number) - 1];
      return name ? `${day} ${name} ${year}` : whole;
    });
}

/** Numbers, dates and units of a text. Takes time linear in its length. */
export function factsOf(text: string): Facts {
  const written = alike(text);
  const tokens = tokensOf(written);
  const facts: Facts = { quantities: [], calendar: new Set(), units: new Set() };
  for (const token of tokens) {
    const named = calendarName(token);
    if (named) facts.calendar.add(named);
    const unit = unitForms.get(token.lower);
    if (unit) facts.units.add(unit);
  }
  for (let at = 0; at < tokens.length; ) {
    const read = numberAt(tokens, at, written);
    if (!read) {
      at += 1;
      continue;
    }
    facts.quantities.push({ ...withUnit(read, tokens, at, written), ...besides(tokens, at, read.length, written) });
    at += read.length;
  }
  return facts;
}

function calendarName({ raw, lower }: Token): string | undefined {
  // "may" and "march" are verbs, "sun" and "dec" anything, when they begin small.
  if (!/^\p{Lu}/u.test(raw) && !month.includes(lower) && !weekdays.has(lower)) return undefined;
  if (lower === raw && (lower === 'may' || lower === 'march')) return undefined;
  return monthForms.get(lower) ?? weekdays.get(lower);
}

/** Whether the unit beside a number is a month: then it is a day's. */
export function isMonth(unit: string): boolean {
  return month.includes(unit);
}

type NumberRead = { values: string[]; length: number; isSoft: boolean };

function numberAt(tokens: Token[], at: number, text: string): NumberRead | undefined {
  const token = tokens[at];
  if (!token) return undefined;
  let length = 1;
  let values: number[] | undefined;
  let isSoft = false;
  if (/^\p{N}/u.test(token.raw)) {
    const plain = plainValues(token.raw);
    if (plain.length === 0) return { values: [token.raw], length, isSoft };
    values = plain;
    if (tokens[at + 1]?.raw === 'k' && tokens[at + 1]?.start === token.end) {
      values = values.map((value) => value * 1_000);
      length += 1;
    }
  } else {
    const ten = tens.get(token.lower);
    const next = tokens[at + 1];
    const small = next && smallNumbers.get(next.lower);
    if (ten !== undefined && small !== undefined && small > 0 && small < 10 && next && /^[-\s]$/.test(text.slice(token.end, next.start))) {
      values = [ten + small];
      length += 1;
    } else {
      const value = ten ?? smallNumbers.get(token.lower);
      if (value !== undefined) values = [value];
      else if (scales.has(token.lower) && /^(?:hundred|thousand|million|billion)$/.test(token.lower)) {
        values = [1];
        length = 0;
        isSoft = true;
      }
      if (token.lower === 'one') isSoft = true;
    }
  }
  if (!values) return undefined;
  for (let scale = scales.get(tokens[at + length]?.lower ?? ''); scale !== undefined; scale = scales.get(tokens[at + length]?.lower ?? '')) {
    values = values.map((value) => value * scale);
    if (token.lower === 'one' || /^\p{N}/u.test(token.raw)) isSoft = false;
    length += 1;
  }
  return { values: values.map((value) => String(Math.round(value * 1e6) / 1e6)), length, isSoft };
}

/** "1,000" and "1.000,5" as numbers; nothing for version numbers and the like. */
function plainValues(raw: string): number[] {
  if (/^\d+$/.test(raw)) return [Number(raw)];
  const values: number[] = [];
  if (/^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(raw)) values.push(Number(raw.replaceAll(',', '')));
  if (/^\d{1,3}(?:\.\d{3})+(?:,\d+)?$/.test(raw)) values.push(Number(raw.replaceAll('.', '').replace(',', '.')));
  if (/^\d+\.\d+$/.test(raw)) values.push(Number(raw));
  if (/^\d+,\d+$/.test(raw) && values.length === 0) values.push(Number(raw.replace(',', '.')));
  return values;
}

function besides(tokens: Token[], at: number, length: number, text: string): Pick<Quantity, 'before' | 'behind'> {
  const beside = (one: Token | undefined, other: Token | undefined) => one && other && /^[\s-]{1,3}$/.test(text.slice(one.end, other.start));
  const last = tokens[at + Math.max(length, 1) - 1];
  const [before] = beside(tokens[at - 1], tokens[at]) ? contentWords(tokens[at - 1]?.raw ?? '') : [];
  const [behind] = beside(last, tokens[at + length]) ? contentWords(tokens[at + length]?.raw ?? '') : [];
  return { ...(before && { before }), ...(behind && { behind }) };
}

/** A unit may follow behind an adjective ("26 working days"), but not in another part of the sentence. */
const unitReach = 2;

function withUnit({ values, length, isSoft }: NumberRead, tokens: Token[], at: number, text: string): Quantity {
  const first = tokens[at];
  const last = tokens[at + length - 1] ?? first;
  const found = (unit: string | undefined): Quantity => ({ values, ...(unit ? { unit } : {}), ...(isSoft ? { isSoft } : {}) });
  if (!first || !last) return found(undefined);
  const before = tokens[at - 1];
  if (before && /^[$€£¥]$/.test(before.raw)) return found(unitForms.get(before.raw));
  const isYear = values.some((value) => /^[12]\d{3}$/.test(value));
  let end = last.end;
  for (let ahead = 0; ahead < unitReach; ahead += 1) {
    const token = tokens[at + length + ahead];
    if (!token || /[.;:,|()\n]/.test(text.slice(end, token.start)) || /^\p{N}/u.test(token.raw)) break;
    const short = ahead === 0 && token.start - end <= 1 ? shortUnits.get(token.lower) : undefined;
    const unit = unitForms.get(token.lower) ?? short;
    if (unit) return found(unit);
    const named = ahead === 0 && !isYear ? monthForms.get(token.lower) : undefined;
    if (named && calendarName(token) === named) return found(named);
    // "2 of the 3 days": what follows "of" belongs to another number. German "3. März" has its dot within the gap.
    if (/^(?:of|and|or|to|in|per|und|oder|bis|pro)$/.test(token.lower)) break;
    end = token.end;
  }
  if (before && !isYear) {
    const named = calendarName(before);
    if (named && month.includes(named) && /^[\s.]{1,2}$/.test(text.slice(before.end, first.start))) return found(named);
    if (/^(?:usd|eur|gbp|chf)$/.test(before.lower)) return found(before.lower);
  }
  return found(undefined);
}

const listing = /^.*(?::\s|\s(?:are|were|includes?|sind|waren)\s)/isu;
const betweenItems = /\s*,\s*(?:(?:and|or|und|oder)\s+)?|\s+(?:and|or|und|oder)\s+/iu;

/** How many things a sentence lists behind its last colon or "are"; 0 where it lists none. */
export function countListed(text: string): number {
  const before = listing.exec(text)?.[0];
  const items = before === undefined ? [] : text.slice(before.length).split(betweenItems);
  return items.length > 1 ? items.length : 0;
}

/** Words between quotation marks, two or more at a time. */
export function quotedWords(text: string): string[] {
  return Array.from(text.matchAll(/"([^"]*)"|[“„«]([^“”„«»]*)[”“»]/g), (match) => match[1] ?? match[2] ?? '').filter((quote) => /\S\s+\S/.test(quote.trim()) && quote.length <= 300);
}

const germanWords = /(?:^|\s)(?:der|die|das|und|ist|nicht|ein|eine|einen|für|mit|von|den|dem|des|werden|wird|auf|sind)(?=\s)/gi;

/** Whether capital letters say nothing about names, as in German, or in a line that is all capitals or a title. */
function hasTellingCapitals(text: string): boolean {
  if ((text.match(germanWords)?.length ?? 0) >= 2) return false;
  const long = text.match(/\p{L}{4,}/gu) ?? [];
  const capital = long.filter((word) => /^\p{Lu}/u.test(word)).length;
  return long.length < 3 || capital / long.length <= 0.85;
}

/**
 * Proper names of a claim: words with a capital letter inside a sentence, acronyms, and words with capitals or digits
 * inside. The first word of a sentence is one only where the next is too.
 */
export function namesOf(text: string): string[] {
  const names: string[] = [];
  const tells = hasTellingCapitals(text);
  const found = [...text.matchAll(/[\p{L}\p{M}][\p{L}\p{M}\p{N}]*(?:['’]\p{L}+)?/gu)];
  for (const [index, match] of found.entries()) {
    const word = match[0].replace(/['’]s$/u, '');
    // They are checked with their numbers, and as dates.
    if (unitForms.has(word.toLowerCase()) || monthForms.has(word.toLowerCase()) || weekdays.has(word.toLowerCase())) continue;
    const isMixed = /^\p{Lu}{2,}s?$/u.test(word) || /\p{Ll}\p{Lu}|\p{L}\p{N}/u.test(word);
    if (isMixed && (tells || /\p{N}|\p{Ll}\p{Lu}/u.test(word) || word.length <= 5)) {
      names.push(word);
      continue;
    }
    if (!tells || word.length < 2 || !/^\p{Lu}/u.test(word) || notNames.has(word.toLowerCase())) continue;
    const next = found[index + 1];
    const continuesName = next !== undefined && /^\p{Lu}\p{Ll}/u.test(next[0]) && text.slice(match.index + match[0].length, next.index) === ' ';
    if (!beginsSentence(text, match.index) || continuesName) names.push(word);
  }
  return names;
}

const notNames = new Set(
  `i a an the this that these those it its he she they we you your our their his her in on at by for from to of and or but as if when while
  where which who whose what how why yes no not there here then also once after before during since until with without under over only
  each every all both some any many most more less few other another such same please note to use see may can will must should step
  mr mrs ms dr so thus however therefore additionally finally first second third next instead otherwise sorry ok internet web`.split(/\s+/),
);

/** Endings of nouns that name no one: "Encryption is …". */
const commonEnding = /(?:s|tion|sion|ment|ness|ity|ance|ence|ism|ure|age|ware|ly)$/;
const finiteVerb = /^(?:['’]s| ?,| &| \p{Ll}{3,}s (?:an?|the|at|up|out|about|what|that|his|her|its|him|them)| (?:is|was|has|had|does|did|didn['’]t|will|would|can|could|may|might|must|also|later|then|and|\p{Ll}{3,}ed)(?![\p{L}]))/u;

/** The first word of a sentence, which has a capital letter anyway, where it looks like the name of who does what follows. */
export function firstName(text: string): string | undefined {
  const first = /^["“'„*_(]*(\p{Lu}\p{Ll}[\p{L}\p{M}]+)/u.exec(text);
  const word = first?.[1];
  if (!first || !word || !hasTellingCapitals(text) || notNames.has(word.toLowerCase()) || commonEnding.test(word)) return undefined;
  return finiteVerb.test(text.slice(first[0].length)) ? word : undefined;
}

const sentenceStart = /(?:^|(?<!(?:^|\s)\p{Lu})[.!?:;|\n]["'”’)\]*_]*\s+|(?:^|\n)\s*(?:[-*•]|\d+[.)])\s*|["“„'‘*_[])$/u;

function beginsSentence(text: string, at: number): boolean {
  return at === 0 || sentenceStart.test(text.slice(Math.max(0, at - 12), at)) && (at > 12 || /[^\s]/.test(text.slice(0, at)));
}

const negator = /(?:^|[^\p{L}])(?:not|no|never|none|cannot|neither|nor|without|nobody|nothing|nichts|\p{L}+n['’]t|nicht|kein\p{L}*|nie|niemals|ohne|weder)(?=$|[^\p{L}])/giu;

/** Whether a text denies something: the parity of its negations, so that "not without" affirms. "not only" denies nothing. */
export function isNegated(text: string): boolean {
  const plain = text.replace(/\bnot only\b|\bnicht nur\b|\bno(?=\.? ?\d)|\bwhether or not\b|\bif not\b/gi, ' ');
  return (plain.match(negator)?.length ?? 0) % 2 === 1;
}

const fewestWords = { alone: 4, withNumber: 2 };

/** What a model says where the passages hold no answer is about them, not from them. */
const aboutTheSources = /\b(?:passages?|documents?|sources?|excerpts?|context|passagen?|dokumente?n?|unterlagen|quellen?|textstellen?)\b/i;

/**
 * Whether a sentence says something of the world that needs support: no question, no words that only lead to others, and
 * not that the documents say nothing.
 */
export function statesSomething(text: string): boolean {
  const plain = text.trim();
  if (/^\s*#{1,6}\s|^\||[?？:]["'”’)*_]*$/u.test(plain)) return false;
  if (aboutTheSources.test(plain) && isNegated(plain)) return false;
  const said = new Set(contentWords(plain)).size;
  return said >= fewestWords.alone || (said >= fewestWords.withNumber && factsOf(plain).quantities.some(({ isSoft }) => !isSoft));
}
