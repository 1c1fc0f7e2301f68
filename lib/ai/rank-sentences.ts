import type { QuestionKind } from './answerability/question-shape';
import { contentWords } from './content-words';
import type { CandidatePassage, CandidateSentence } from './select-sentences';

export type RankedSentence = {
  passage: CandidatePassage;
  /** Position among the passage's sentences. */
  index: number;
  sentence: CandidateSentence;
  /** As it reads by itself. */
  text: string;
  words: Set<string>;
  /** What speaks for the sentence itself, and with what speaks for its passage. */
  own: number;
  score: number;
};

/** How much counts what, in the score of a sentence. */
const weights = { similarity: 0.55, overlap: 0.25, passage: 0.8, kind: 0.06, loose: -0.04, dangling: -0.03, elsewhere: -0.3 };

/** All sentences that may be quoted, best first. */
export function rankSentences(asked: Set<string>, kind: QuestionKind, passages: CandidatePassage[]): RankedSentence[] {
  const all = passages.flatMap((passage) =>
    passage.sentences.map((sentence, index) => {
      const text = sentence.shown ?? sentence.text;
      return { passage, index, sentence, text, words: new Set(contentWords(text)) };
    }),
  );
  const rarity = new Map([...asked].map((word) => [word, Math.log(1 + all.length / (1 + all.filter((one) => one.words.has(word)).length))]));
  const total = [...rarity.values()].reduce((sum, weight) => sum + weight, 0) || 1;
  const bestPassage = Math.max(...passages.map((passage) => passage.score), Number.MIN_VALUE);
  return all
    .filter(({ sentence, text }) => !sentence.isHeader && isStatement(text))
    .map((one) => {
      const own = sharedWeight(rarity, one.words);
      const title = sharedWeight(rarity, new Set(contentWords(one.passage.title)));
      const overlap = Math.max(own, 0.5 * own + 0.5 * title) / total;
      const ownScore =
        weights.similarity * one.sentence.similarity +
        weights.overlap * overlap +
        (fits(kind, one.text) ? weights.kind : 0) +
        (isLoose(one) ? weights.loose : 0) +
        (leansOnWhatIsBefore(one.text) ? weights.dangling : 0) +
        (pointsElsewhere(one.text) ? weights.elsewhere : 0);
      return { ...one, own: ownScore, score: ownScore + weights.passage * (one.passage.score / bestPassage) };
    })
    .toSorted((a, b) => b.score - a.score);
}

/** Headings and questions point at an answer; they are none. */
function isStatement(text: string): boolean {
  const trimmed = text.trim();
  return !/[?？]["'”’)]*$/.test(trimmed) && contentWords(trimmed).length >= 1 && !/^#{1,6}\s/.test(trimmed);
}

const pointer =
  /^\(?(?:(?:for (?:more|further|additional|detailed)|to (?:learn|read|find out) more)\b[^.;]{0,160}?\b(?:see|refer to|consult|check out|read|visit|go to)\b|(?:please )?(?:also )?see (?:also )?\[[^\]]*\]\(|(?:mehr|weitere informationen|näheres)\b[^.;]{0,120}?\b(?:finde[nt]|steht|stehen|siehe)\b)/iu;

/** Whether a sentence only sends the reader elsewhere: "For more information, see …". */
function pointsElsewhere(text: string): boolean {
  return pointer.test(text.trim());
}

/** A short line without an end, before another: most likely a heading that the file does not mark as one. */
function isLoose({ passage, index, sentence }: Pick<RankedSentence, 'passage' | 'index' | 'sentence'>): boolean {
  if (sentence.shown !== undefined || sentence.list || index === passage.sentences.length - 1) return false;
  return !/[.!?:;。！？：…]["'”’)\]]*$/u.test(sentence.text.trim()) && sentence.text.trim().split(/\s+/).length <= 10;
}

const leaning = /^(?:["'“‘(]*)(?:(?:and|but|so|then|also|however|therefore|thus|hence|moreover|furthermore|otherwise|instead|additionally|in addition|this|these|those|that|such|it|its|they|their|he|she|his|her|him|them|the (?:former|latter|same)|both|er|sie|es|dies\w*|jene\w*|dabei|dafür|daher|deshalb|außerdem|jedoch)\b)/iu;

/** Whether a sentence speaks of something that one before it named. */
export function leansOnWhatIsBefore(text: string): boolean {
  return leaning.test(text.trim());
}

const month = /\b(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|januar|februar|märz|mai|juni|juli|oktober|dezember|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|montags?|dienstags?|mittwochs?|donnerstags?|freitags?|samstags?|sonntags?)\b/iu;
const clock = /\b\d{1,2}(?::\d{2}|\s?(?:a\.?m|p\.?m|uhr|o’clock|o'clock))\b|\b(?:1[5-9]|20)\d{2}\b|\b\d+\s*(?:days?|weeks?|months?|years?|hours?|minutes?|tage?n?|wochen?|monate?n?|jahre?n?|stunden?)\b/iu;

/** Whether a sentence holds what a question of this kind is after: a figure, a date, a name, what something is, what to do. */
function fits(kind: QuestionKind, text: string): boolean {
  switch (kind) {
    case 'how-many':
      return /\p{N}/u.test(text) || /\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|dozen|hundred|thousand|million|ein|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn)\b/iu.test(text);
    case 'when':
      return month.test(text) || clock.test(text);
    case 'who':
      return /(?<!^)(?<![.!?]\s)\b\p{Lu}\p{Ll}+/u.test(text) || /\b(?:manager|director|team|head|officer|lead|owner|chief|leiter|leitung)\b/iu.test(text);
    case 'definition':
      return /^[^,;]{1,80}?\s(?:is|are|means|refers to|stands for|was|were|ist|sind|bedeutet)\s/iu.test(text);
    case 'how-to':
      return /^(?:\p{L}+ly,? )?(?:to \p{L}+|click|select|open|choose|enter|go to|run|create|set|add|use|log in|sign in|report|send|ask|fill|submit|contact|call|press|type|install|download|follow|make sure)\b/iu.test(text) || /\b(?:you can|must|steps?|man kann|muss|müssen)\b/iu.test(text);
    case 'why':
      return /\b(?:because|since|so that|in order to|due to|reason|caused?|therefore|weil|damit|wegen|grund)\b/iu.test(text);
    default:
      return false;
  }
}

function sharedWeight(rarity: Map<string, number>, words: Set<string>): number {
  let sum = 0;
  for (const [word, weight] of rarity) if (words.has(word)) sum += weight;
  return sum;
}
