import { contentWords, words } from '@/lib/ai/content-words';
import { factsOf, withoutNumberWords } from './claim-facts';
import type { PackedPassage, PackedSentence } from './packed-passage';

type Prepared = { sentence: PackedSentence; content: Set<string>; numbers: Set<string>; exact: string[] };

export type CitedSpan = {
  passage: PackedPassage;
  start: number;
  end: number;
  quote: string;
  /** How the quoted words read by themselves, where that differs: the row of a table under its column names. */
  shown?: string;
  heading?: string;
  page?: number;
};

/** Finds, for a claim and the number of the passage it cites, the sentence of that passage which supports it best. */
export function claimAligner(passages: PackedPassage[]): (number: number, claim: string) => CitedSpan | undefined {
  const byNumber = new Map(passages.map((passage) => [passage.number, passage]));
  const prepared = new Map<number, Prepared[]>();
  const known = new Map<string, CitedSpan | undefined>();

  return (number, claim) => {
    const passage = byNumber.get(number);
    if (!passage) return undefined;
    const key = `${number} ${claim}`;
    if (known.has(key)) return known.get(key);
    let candidates = prepared.get(number);
    if (!candidates) {
      const telling = passage.sentences.filter((sentence) => !sentence.isHeader);
      candidates = (telling.length > 0 ? telling : passage.sentences).map(prepare);
      prepared.set(number, candidates);
    }
    const best = bestSentence(candidates, claim);
    const span = best && citedSpan(passage, best);
    known.set(key, span);
    return span;
  };
}

function citedSpan(passage: PackedPassage, { start, end, text, shown, page }: PackedSentence): CitedSpan {
  const part = passage.parts.find((own) => own.start <= start && end <= own.end);
  return { passage, start, end, quote: text, ...(shown ? { shown } : {}), heading: part?.heading, page: page ?? part?.page };
}

function prepare(sentence: PackedSentence): Prepared {
  return {
    sentence,
    content: new Set(contentWords(sentence.text)),
    numbers: numbersIn(sentence.text),
    // A row of a table is said under its column names, or as it stands.
    exact: [sentence.text, sentence.shown ?? ''].map((text) => words(text).join(' ')),
  };
}

function bestSentence(candidates: Prepared[], claim: string): PackedSentence | undefined {
  const content = new Set(contentWords(claim));
  const numbers = numbersIn(claim);
  const exact = words(claim).join(' ');
  let best: PackedSentence | undefined;
  let bestScore = Number.NEGATIVE_INFINITY;
  for (const candidate of candidates) {
    // A verbatim sentence always wins; a figure weighs as much as two words, because it is what people check first.
    let score = candidate.exact.includes(exact) ? 10 : 0;
    const shared = overlap(content, candidate.content) + 2 * overlap(numbers, candidate.numbers);
    const size = Math.sqrt((content.size + 2 * numbers.size || 1) * (candidate.content.size + 2 * candidate.numbers.size || 1));
    score += shared / size + 0.1 * candidate.sentence.similarity;
    if (score > bestScore) {
      best = candidate.sentence;
      bestScore = score;
    }
  }
  return best;
}

/** Numbers as they are written, and those in words as figures: "twenty-six" is the passage's 26. */
function numbersIn(text: string): Set<string> {
  const inWords = withoutNumberWords(text) === text ? [] : factsOf(text).quantities.filter(({ isSoft }) => !isSoft).flatMap(({ values }) => values);
  return new Set([...words(text).filter((word) => /^\p{N}/u.test(word)), ...inWords]);
}

function overlap(a: Set<string>, b: Set<string>): number {
  let shared = 0;
  for (const item of a) if (b.has(item)) shared += 1;
  return shared;
}
