import { words } from '@/lib/ai/content-words';
import { answerabilities, type Answerability } from './answer-tasks';

/** True classes by predicted ones: how many tasks. */
export type Confusion = Record<Answerability, Record<Answerability, number>>;

export type AbstentionMeasures = {
  /** Mean F1 of the four classes; one that is neither asked for nor predicted does not count. */
  macroF1: number;
  /** Mean F1 of answering and not answering, over the tasks labelled ANSWERABLE or UNANSWERABLE alone. */
  answerableMacroF1: number;
  confusion: Confusion;
};

/** Footnote marks and Markdown are no words of an answer. */
function answerWords(text: string): string[] {
  return words(text.replace(/\[\^\d+\]/g, ' ').replace(/\\(?=[\\`*[\]<>~|_#+.)&-])/g, ''));
}

/** Harmonic mean of the shares of words that answer and reference have in common, each as often as it occurs (as in SQuAD). */
export function tokenF1(answer: string, reference: string): number {
  const [said, expected] = [answerWords(answer), answerWords(reference)];
  const left = new Map<string, number>();
  for (const word of expected) left.set(word, (left.get(word) ?? 0) + 1);
  let shared = 0;
  for (const word of said) {
    const count = left.get(word) ?? 0;
    if (count === 0) continue;
    left.set(word, count - 1);
    shared += 1;
  }
  return f1(shared, said.length - shared, expected.length - shared);
}

/** ROUGE-L (Lin 2004) with equal weights: F1 of the longest common subsequence of words. */
export function rougeL(answer: string, reference: string): number {
  const [said, expected] = [answerWords(answer), answerWords(reference)];
  let previous = new Uint32Array(expected.length + 1);
  for (const word of said) {
    const row = new Uint32Array(expected.length + 1);
    for (const [i, other] of expected.entries()) row[i + 1] = word === other ? (previous[i] ?? 0) + 1 : Math.max(previous[i + 1] ?? 0, row[i] ?? 0);
    previous = row;
  }
  const common = previous[expected.length] ?? 0;
  return f1(common, said.length - common, expected.length - common);
}

/** Whether answering, asking back and declining were right: pairs of what a task is and what was done. */
export function measureAbstention(pairs: { is: Answerability; taken: Answerability }[]): AbstentionMeasures {
  const row = () => Object.fromEntries(answerabilities.map((name) => [name, 0])) as Record<Answerability, number>;
  const confusion = Object.fromEntries(answerabilities.map((name) => [name, row()])) as Confusion;
  for (const { is, taken } of pairs) confusion[is][taken] += 1;
  const twoClass = pairs
    .filter(({ is }) => is === 'ANSWERABLE' || is === 'UNANSWERABLE')
    .map(({ is, taken }) => ({ is: is === 'ANSWERABLE', taken: taken === 'ANSWERABLE' || taken === 'PARTIAL' }));
  return { macroF1: macroF1(pairs, answerabilities), answerableMacroF1: macroF1(twoClass, [true, false]), confusion };
}

function macroF1<T>(pairs: { is: T; taken: T }[], classes: readonly T[]): number {
  const present = classes.filter((name) => pairs.some(({ is, taken }) => is === name || taken === name));
  const scores = present.map((name) => {
    const count = (test: (pair: { is: T; taken: T }) => boolean) => pairs.filter(test).length;
    return f1(
      count(({ is, taken }) => is === name && taken === name),
      count(({ is, taken }) => is !== name && taken === name),
      count(({ is, taken }) => is === name && taken !== name),
    );
  });
  return scores.reduce((sum, score) => sum + score, 0) / (scores.length || 1);
}

function f1(right: number, wrong: number, missed: number): number {
  return right === 0 ? 0 : (2 * right) / (2 * right + wrong + missed);
}
