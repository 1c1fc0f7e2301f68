/** How words and meaning make the score of a claim, and the lowest scores that support it. */
export type SupportScore = {
  /** Weight of the nearness in meaning; that of the words is what is left of 1. */
  meaning: number;
  threshold: number;
  /** For words alone. */
  wordsThreshold: number;
};

/** A claim that holds nothing which could be compared exactly, and fails. */
export type Compared = { words: number; nearness: number };

/** Claims of one kind of which so many were made, those that the score must decide among them. */
export type ForeignKind = { made: number; decided: Compared[] };

/** Share of each kind of foreign sentences that must be caught: nine of ten, and a little for other documents than these. */
const aim = 0.91;

/**
 * The score that tells true claims in other words (`own`) from sentences of other passages: weights by logistic
 * regression, both sides weighing the same, and the lowest thresholds that catch as many of each foreign kind as they
 * must, so that no more true claims are taken for false than that costs.
 */
export function deriveSupportScore(own: Compared[], foreign: ForeignKind[]): SupportScore {
  // More digits would be noise: from one draw of claims to the next the share moves by a tenth.
  const meaning = Math.round(10 * shareOfMeaning(own, foreign.flatMap(({ decided }) => decided))) / 10;
  return {
    meaning,
    threshold: lowestThreshold(foreign, ({ words, nearness }) => (1 - meaning) * words + meaning * nearness),
    wordsThreshold: lowestThreshold(foreign, ({ words }) => words),
  };
}

const steps = 3_000;
const rate = 1;

function shareOfMeaning(own: Compared[], foreign: Compared[]): number {
  const sides = [{ is: 1, claims: own }, { is: 0, claims: foreign }];
  let [bias, byWords, byMeaning] = [0, 0, 0];
  for (let step = 0; step < steps; step += 1) {
    const slope = { bias: 0, words: 0, meaning: 0 };
    for (const { is, claims } of sides) {
      for (const { words, nearness } of claims) {
        const error = (1 / (1 + Math.exp(-bias - byWords * words - byMeaning * nearness)) - is) / (2 * claims.length);
        slope.bias += error;
        slope.words += error * words;
        slope.meaning += error * nearness;
      }
    }
    bias -= rate * slope.bias;
    byWords -= rate * slope.words;
    byMeaning -= rate * slope.meaning;
  }
  // What speaks against a claim the more of it there is would be noise.
  const [words, meaning] = [Math.max(0, byWords), Math.max(0, byMeaning)];
  return words + meaning === 0 ? 0 : meaning / (words + meaning);
}

function lowestThreshold(foreign: ForeignKind[], scoreOf: (claim: Compared) => number): number {
  const thresholds = Array.from({ length: 101 }, (_, step) => step / 100);
  const catchesEnough = (threshold: number) => foreign.every(({ made, decided }) => made - decided.filter((claim) => scoreOf(claim) >= threshold).length >= aim * made);
  return thresholds.find(catchesEnough) ?? 1;
}
