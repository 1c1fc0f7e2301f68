import { contentWords } from '../content-words';
import type { CandidatePassage } from '../select-sentences';
import { shapeOfQuestion } from './question-shape';

/** What was asked, and in which conversation. */
export type AskedQuestion = {
  /** As it was typed. */
  own: string;
  /** As it would be asked without the conversation, and as the passages would put it. */
  wording: string;
  /** The questions before it, oldest first. */
  earlier: string[];
};

/** What the judgement weighs of a question and the passages that were found for it, from 0 to 1 but for the counts. */
export const weighedNames = [
  /** Best cosine similarity of a passage, and of a sentence, to the question. */
  'passage',
  'sentence',
  /**
   * Largest share of the question's own words in one sentence, rarer ones weighing more, times how near it comes to the
   * nearest sentence: what is asked about, and what is asked of it, said together.
   */
  'together',
  /** By how much the best passage leads the second, as a share of its retrieval score. */
  'lead',
  /** By how much the nearest passage is nearer to the question than the others are on average. */
  'margin',
  /** 1 where it can be answered by yes or no, and where it speaks of something by a pronoun. */
  'yesNo',
  'pronoun',
  /** How many things it speaks of as known ("the plan") that were not named in the conversation; at most 2. */
  'unnamed',
] as const;

/** What else is known: it tells whether the passages are on the subject at all, and is shown to people. */
export const evidenceNames = [
  ...weighedNames,
  /** Largest share of the question's own words in one sentence, rarer ones weighing more. */
  'words',
  /** Share of the question's words, with those of the conversation, that stand anywhere in the passages. */
  'held',
  /** Largest share of what is asked about that a passage holds in the very words of the question. */
  'exact',
] as const;

export type WeighedName = (typeof weighedNames)[number];
export type EvidenceName = (typeof evidenceNames)[number];
export type Evidence = Record<EvidenceName, number>;

/** Weighs what was asked against what was found. Language-general but for the words by which a question's shape is told. */
export function evidenceOf({ own, wording, earlier }: AskedQuestion, passages: CandidatePassage[]): Evidence {
  const shape = shapeOfQuestion(own);
  const sentences = passages.flatMap((passage) => passage.sentences.filter((sentence) => !sentence.isHeader));
  const held = sentences.map((sentence) => new Set(contentWords(sentence.shown ?? sentence.text)));
  const rarity = new Map([...new Set(contentWords(own))].map((word) => [word, Math.log(1 + held.length / (1 + held.filter((one) => one.has(word)).length))]));
  const total = sum(rarity.values()) || 1;
  const named = new Set(earlier.flatMap((question) => contentWords(question)));
  const wordShares = held.map((words) => sum([...rarity].filter(([word]) => words.has(word)).map(([, weight]) => weight)) / total);
  const sentence = most(sentences.map((one) => one.similarity));
  const [nearest = 0, ...others] = passages.map((one) => one.similarity).toSorted((a, b) => b - a);
  const scores = passages.map((passage) => passage.score).toSorted((a, b) => b - a);
  const [best = 0, second = 0] = scores;
  return {
    passage: Math.max(0, nearest),
    sentence,
    together: sentence > 0 ? most(sentences.map((one, i) => (one.similarity / sentence) * (wordShares[i] ?? 0))) : 0,
    lead: best > 0 ? (best - second) / best : 0,
    margin: nearest - sum(others) / (others.length || 1),
    yesNo: Number(shape.isYesNo),
    pronoun: Number(shape.hasPronoun),
    unnamed: Math.min(2, shape.definite.filter((phrase) => !phrase.split(' ').some((word) => named.has(word))).length),
    words: most(wordShares),
    held: share(new Set(contentWords(wording)), new Set([...passages.flatMap((passage) => contentWords(passage.title)), ...held.flatMap((words) => [...words])])),
    exact: most(passages.map((passage) => passage.exactShare)),
  };
}

function share(asked: Set<string>, present: Set<string>): number {
  return [...asked].filter((word) => present.has(word)).length / (asked.size || 1);
}

function most(values: number[]): number {
  return Math.max(0, ...values);
}

function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
