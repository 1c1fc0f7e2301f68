// Whether the cited passages say what a claim says, decided without asking a language model: what can be compared exactly
// must be there (numbers with their units, dates, proper names, quoted words, denial), and words and meaning must be near.
import { contentWords, words } from '@/lib/ai/content-words';
import type { CitedSpan } from './align-claim';
import { countListed, type Facts, factsOf, firstName, isNegated, isMonth, namesOf, type Quantity, quotedWords, withoutNumberWords } from './claim-facts';
import { claimNearness, type Nearness } from './claim-nearness';
import { type PackedPassage, textOf } from './packed-passage';

/** What of a claim the cited passages do not bear out. */
export type SupportProblem = 'number' | 'unit' | 'date' | 'name' | 'quote' | 'negation' | 'words';

export type Support = {
  /** Undefined when the passages support the claim. */
  problem?: SupportProblem;
  /** Share of the claim's words that the passages hold, the rarer the weightier; 0 to 1. */
  words: number;
  /** How near it comes in meaning to the cited sentences (a cosine); undefined where that was not needed, or not available. */
  nearness?: number;
  /** Words and meaning together, or words alone. */
  score: number;
};

/**
 * What the score is made of, and the lowest one that supports a claim: of words and meaning, and of words alone where
 * meaning cannot be compared. `npm run eval:support -- …` derives all three ("derived"): they tell sentences of other
 * passages from true claims in other words with the fewest mistakes.
 */
export const supportScore = { meaning: 0.6, threshold: 0.57, wordsThreshold: 0.54 };

/** Fewer words that carry meaning ("It costs 5 euros.") are near to nothing; the score is derived from longer claims. */
const fewestCompared = 4;

/** Numbers and dates of a claim are looked for in the cited sentence and so many on either side. */
const numberReach = 2;

type Prepared = {
  /** Of each sentence, in the order of the passage. */
  sentences: Facts[];
  /** Of everything that is said about the passage: the names of its document and sections. */
  title: Facts;
  units: Set<string>;
  calendar: Set<string>;
  content: Set<string>;
  beginnings: Set<string>;
  /** Every word, without accents and endings of plural and possession. */
  names: Set<string>;
  /** The same words without up to three letters at their end: "American" is of "America". */
  nameStems: Set<string>;
  /** First letters of the words in order, for acronyms. */
  initials: string;
  /** Sentences that hold a word. */
  frequency: Map<string, number>;
  /** All words in a row, spaces between and around. */
  running: string;
};

/**
 * Checks claims against some of the passages of a question; what the question itself says needs no support in words and
 * names. Takes time linear in the claims and the length of the passages.
 */
export function supportChecker(question: string, nearnessOf: Nearness = claimNearness()): (claim: string, cited: CitedSpan[]) => Promise<Support> {
  const prepared = new Map<PackedPassage, Prepared>();
  const askedWords = new Set(contentWords(question));
  const askedNames = new Set(words(question).map(nameForm));
  const prepare = (passage: PackedPassage): Prepared => {
    const known = prepared.get(passage) ?? preparePassage(passage);
    prepared.set(passage, known);
    return known;
  };

  return async (claim, cited) => {
    const said = plainClaim(claim);
    const evidence = cited.map((span) => ({ span, passage: prepare(span.passage) }));
    const held = wordScore(said, evidence.map(({ passage }) => passage), askedWords);
    const byWords = { words: held, score: held };
    const running = runningWords(said);
    // What is copied from the cited words needs no judgement.
    if (running.trim() !== '' && evidence.some(({ span }) => [shownOf(span), span.quote].some((quoted) => runningWords(quoted).includes(running)))) return byWords;
    const problem = factProblem(said, evidence, askedNames);
    if (problem) return { ...byWords, problem };
    // Where no meaning could be near enough, none is compared: most sentences of a question's passages are far from a claim.
    if (together(held, 1) < supportScore.threshold) return { ...byWords, problem: 'words' };
    const nearness = contentWords(withoutNumberWords(said)).length < fewestCompared ? undefined : await nearnessOf(said, cited.map(shownOf));
    if (nearness === undefined) return { ...byWords, ...(held < supportScore.wordsThreshold ? { problem: 'words' } : {}) };
    const score = together(held, nearness);
    return { words: held, nearness, score, ...(score < supportScore.threshold ? { problem: 'words' } : {}) };
  };
}

function together(held: number, nearness: number): number {
  return (1 - supportScore.meaning) * held + supportScore.meaning * nearness;
}

type Evidence = { span: CitedSpan; passage: Prepared };

/** The first fact of a claim that is not in the passages. */
function factProblem(claim: string, evidence: Evidence[], askedNames: Set<string>): SupportProblem | undefined {
  const facts = factsOf(claim);
  const near = evidence.flatMap(({ span, passage }) => {
    const at = span.passage.sentences.findIndex((sentence) => sentence.start === span.start && sentence.end === span.end);
    return [passage.title, ...passage.sentences.slice(Math.max(0, at - numberReach), at + numberReach + 1)];
  });
  const quantities = near.flatMap((one) => one.quantities);
  const listed = countListed(claim);
  for (const quantity of facts.quantities) {
    // "Two ways: by mail and by phone": what a claim counts and lists itself need not be counted by the passages.
    if (quantity.isSoft || (quantity.unit === undefined && quantity.values.includes(String(listed)))) continue;
    const same = quantities.filter((other) => other.values.some((value) => quantity.values.includes(value)));
    if (same.length === 0 || saysOtherwise(quantity, quantities)) return 'number';
    if (!same.some((other) => unitsAgree(quantity, other, evidence))) return quantity.unit && isMonth(quantity.unit) ? 'date' : 'unit';
  }
  const calendar = new Set(near.flatMap((one) => [...one.calendar]));
  if ([...facts.calendar].some((name) => !calendar.has(name))) return 'date';
  if (quotedWords(claim).some((quote) => !evidence.some(({ passage }) => passage.running.includes(runningWords(quote))))) return 'quote';
  if (namesOf(claim).some((name) => !isNamed(name, evidence, askedNames))) return 'name';
  const first = firstName(claim);
  if (first && !isNamed(first, evidence, askedNames) && !evidence.some(({ passage }) => contentWords(first).some((word) => passage.beginnings.has(beginning(word))))) return 'name';
  const agreement = evidence.map(({ span }) => agrees(claim, span));
  if (agreement.includes(false) && !agreement.includes(true)) return 'negation';
  return undefined;
}

/** Whether the passages count the same thing ("three nodes", "Figure 5"), and each time otherwise. */
function saysOtherwise({ values, before, behind }: Quantity, quantities: Quantity[]): boolean {
  const ofSame = [quantities.filter((other) => before !== undefined && other.before === before), quantities.filter((other) => behind !== undefined && other.behind === behind)];
  return ofSame.some((others) => others.length > 0 && !others.some((other) => other.values.some((value) => values.includes(value))));
}

/** A number without a unit agrees with any; where the passage has the number alone, its unit may stand elsewhere, as in the head of a table. */
function unitsAgree(quantity: Quantity, other: Quantity, evidence: Evidence[]): boolean {
  if (quantity.unit === undefined || quantity.unit === other.unit) return true;
  if (other.unit !== undefined) return false;
  const { unit } = quantity;
  return evidence.some(({ passage }) => passage.units.has(unit) || passage.calendar.has(unit));
}

function isNamed(name: string, evidence: Evidence[], askedNames: Set<string>): boolean {
  const form = nameForm(name);
  if (askedNames.has(form)) return true;
  return evidence.some(({ passage }) => {
    if (passage.names.has(form)) return true;
    if (/^\p{Lu}{2,6}$/u.test(name) && passage.initials.includes(name.toLowerCase())) return true;
    return passage.nameStems.has(form) || stemsOf(form).some((stem) => passage.names.has(stem));
  });
}

/**
 * Whether a claim affirms and denies as the cited sentence does, or as the part of it that the claim repeats; undefined
 * where they do not say much the same, so that the one cannot be told to deny the other.
 */
function agrees(claim: string, span: CitedSpan): boolean | undefined {
  const said = new Set(contentWords(claim));
  const sentence = shownOf(span);
  const { ofClaim, ofText } = sharedWords(said, sentence);
  if (ofClaim >= 0.6 && ofText >= 0.5) return isNegated(claim) === isNegated(sentence);
  const repeated = sentence.split(/[;:,()]|\b(?:but|and|while|although|aber|und)\b/i).find((clause) => sharedWords(said, clause).ofClaim >= 0.8);
  return repeated === undefined ? undefined : isNegated(claim) === isNegated(repeated);
}

/** Which share of the claim's words a text has, and of its own words the claim. */
function sharedWords(said: Set<string>, text: string): { ofClaim: number; ofText: number } {
  const held = new Set(contentWords(text));
  const shared = [...said].filter((word) => held.has(word)).length;
  return { ofClaim: shared / (said.size || 1), ofText: shared / (held.size || 1) };
}

function wordScore(claim: string, passages: Prepared[], askedWords: Set<string>): number {
  let found = 0;
  let total = 0;
  for (const word of new Set(contentWords(withoutNumberWords(claim)))) {
    const weight = Math.max(...passages.map(({ frequency, sentences }) => Math.log(1 + (sentences.length + 1) / (1 + (frequency.get(word) ?? 0)))));
    const share = passages.some(({ content }) => content.has(word)) ? 1 : passages.some(({ beginnings }) => beginnings.has(beginning(word))) ? 0.8 : 0;
    if (share === 0 && askedWords.has(word)) continue;
    found += share * weight;
    total += weight;
  }
  return total === 0 ? 1 : found / total;
}

function preparePassage(passage: PackedPassage): Prepared {
  const heads = [passage.documentName, passage.heading ?? '', ...passage.parts.map((part) => `${part.context}\n${part.heading ?? ''}`)].join('\n');
  const all = `${heads}\n${textOf(passage)}\n${passage.sentences.map((sentence) => sentence.shown ?? '').join('\n')}`;
  const sentences = passage.sentences.map((sentence) => factsOf(`${sentence.text}\n${sentence.shown ?? ''}`));
  const title = factsOf(heads);
  const frequency = new Map<string, number>();
  for (const sentence of passage.sentences) {
    for (const word of new Set(contentWords(sentence.text))) frequency.set(word, (frequency.get(word) ?? 0) + 1);
  }
  const content = new Set(contentWords(all));
  const names = words(all).map(nameForm);
  const joined = (all.match(/[\p{L}\p{M}][\p{L}\p{M}\p{N}]*/gu) ?? []).map(nameForm);
  return {
    sentences,
    title,
    units: new Set([title, ...sentences].flatMap((facts) => [...facts.units])),
    calendar: new Set([title, ...sentences].flatMap((facts) => [...facts.calendar])),
    content,
    beginnings: new Set([...content].map(beginning)),
    names: new Set([...names, ...joined]),
    nameStems: new Set(names.flatMap(stemsOf)),
    initials: names.map((name) => name.charAt(0)).join(''),
    frequency,
    running: runningWords(all),
  };
}

const beginningLength = 5;

/** Words of one family mostly begin alike: "configure", "configuration". */
function beginning(word: string): string {
  return word.slice(0, beginningLength);
}

function stemsOf(form: string): string[] {
  return [1, 2, 3].filter((cut) => form.length - cut >= 5).map((cut) => form.slice(0, -cut));
}

function nameForm(word: string): string {
  return word.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/['’].*$/u, '').replace(/(?<=\p{L}{3})s$/u, '');
}

function shownOf(span: CitedSpan): string {
  return span.shown ?? span.quote;
}

/** All words and signs of money and share, each between two spaces: what is part of a text is part of this. */
function runningWords(text: string): string {
  return ` ${text.split(/(?=[$€£¥%])|(?<=[$€£¥%])/u).flatMap((piece) => (/^[$€£¥%]$/u.test(piece) ? [piece] : words(piece))).join(' ')} `;
}

/** A claim without its Markdown. */
function plainClaim(claim: string): string {
  return claim.replace(/\\([\\`*[\]<>~|_#+.)&-])/g, '$1').replace(/\*\*|__|[`\u2060]/g, '').replace(/^\s*(?:#{1,6}|[-*+•]|\d+[.)])\s+/, '');
}
