import { type Evidence, type WeighedName, weighedNames } from '@/lib/ai/answerability/evidence';
import { type AnswerabilityWeights, chancesOf, judge, type Stance, standardised, stances } from '@/lib/ai/answerability/judge';
import { type AbstentionMeasures, measureAbstention } from './answer-measures';
import type { Answerability } from './answer-tasks';

/** The evidence of a task that was asked, and what the task is. */
export type LabelledEvidence = { is: Answerability; conversation: string; evidence: Evidence };

export const stanceOf: Record<Answerability, Stance> = { ANSWERABLE: 'answered', PARTIAL: 'partial', UNANSWERABLE: 'unanswerable', UNDERSPECIFIED: 'underspecified' };
const answerabilityOf = Object.fromEntries(Object.entries(stanceOf).map(([answerability, stance]) => [stance, answerability])) as Record<Stance, Answerability>;

/** Strength of the L2 penalty: with few labelled tasks, evidence that says little must keep a small weight. */
const penalty = 0.8;
const steps = 400;
const rate = 0.2;
const momentum = 0.9;

/** Fits the weights by gradient descent, all stances weighing alike however often they occur. */
export function fitAnswerability(tasks: LabelledEvidence[]): AnswerabilityWeights {
  const count = perStance(() => 0);
  for (const task of tasks) count[stanceOf[task.is]] += 1;
  const present = stances.filter((stance) => count[stance] > 0);
  const weighed = tasks.map(({ is, evidence }) => ({ evidence, is: stanceOf[is], weight: 1 / (present.length * count[stanceOf[is]]) }));
  const zero = () => Object.fromEntries(weighedNames.map((name) => [name, 0])) as Record<WeighedName, number>;
  const mean = zero();
  const deviation = zero();
  for (const name of weighedNames) {
    mean[name] = sum(weighed.map(({ evidence, weight }) => weight * evidence[name]));
    deviation[name] = Math.sqrt(sum(weighed.map(({ evidence, weight }) => weight * (evidence[name] - mean[name]) ** 2))) || 1;
  }
  const fitted: AnswerabilityWeights = { mean, deviation, bias: perStance(() => 0), weights: perStance(zero) };
  const speed = { bias: perStance(() => 0), weights: perStance(zero) };
  // A stance that no task has can never be taken.
  for (const stance of stances) if (count[stance] === 0) fitted.bias[stance] = -50;

  const known = weighed.map((task) => ({ ...task, standard: standardised(task.evidence, fitted) }));
  for (let step = 0; step < steps; step += 1) {
    const slope = { bias: perStance(() => 0), weights: perStance(zero) };
    for (const { is, weight, standard } of known) {
      const chances = chancesOf(standard, fitted);
      for (const stance of present) {
        const error = weight * (chances[stance] - Number(stance === is));
        slope.bias[stance] += error;
        for (const [i, name] of weighedNames.entries()) slope.weights[stance][name] += error * (standard[i] ?? 0);
      }
    }
    for (const stance of present) {
      speed.bias[stance] = momentum * speed.bias[stance] - rate * slope.bias[stance];
      fitted.bias[stance] += speed.bias[stance];
      for (const name of weighedNames) {
        const pull = slope.weights[stance][name] + penalty * fitted.weights[stance][name];
        speed.weights[stance][name] = momentum * speed.weights[stance][name] - rate * pull;
        fitted.weights[stance][name] += speed.weights[stance][name];
      }
    }
  }
  return fitted;
}

function perStance<T>(make: () => T): Record<Stance, T> {
  return Object.fromEntries(stances.map((stance) => [stance, make()])) as Record<Stance, T>;
}

/**
 * What the judgement is worth on tasks that its weights were not fitted on: in each of `draws`, the conversations are dealt
 * into `folds`, and each fold is judged by weights that were fitted on the others, and on the `further` ones of other
 * conversations. Measures of each draw, over the tasks.
 */
export function crossValidate(tasks: LabelledEvidence[], further: LabelledEvidence[], { folds, draws }: { folds: number; draws: number }): AbstentionMeasures[] {
  const conversations = [...new Set(tasks.map((task) => task.conversation))];
  return Array.from({ length: draws }, (_, draw) => {
    const fold = new Map(shuffled(conversations, draw + 1).map((conversation, i) => [conversation, i % folds]));
    return measureAbstention(
      Array.from({ length: folds }, (__, held) => {
        const weights = fitAnswerability([...tasks, ...further].filter((task) => fold.get(task.conversation) !== held));
        return tasks
          .filter((task) => fold.get(task.conversation) === held)
          .map((task) => ({ is: task.is, taken: answerabilityOf[likeliest(judge(task.evidence, weights))] }));
      }).flat(),
    );
  });
}

function likeliest(chances: Record<Stance, number>): Stance {
  return stances.toSorted((a, b) => chances[b] - chances[a])[0] ?? 'answered';
}

/** The same order for the same seed (a linear congruential generator). */
function shuffled<T>(items: T[], seed: number): T[] {
  let state = seed * 7_919 + 13;
  const random = () => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648);
  return items.map((item) => [random(), item] as const).toSorted((a, b) => a[0] - b[0]).map(([, item]) => item);
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** The weights as a file of the repository, numbers to four places. */
export function weightsFile(weights: AnswerabilityWeights, provenance: string[]): string {
  const short = (value: unknown): unknown => (typeof value === 'number' ? Number(value.toFixed(4)) : Object.fromEntries(Object.entries(value as object).map(([key, inner]) => [key, short(inner)])));
  const literal = JSON.stringify(short(weights), null, 2).replaceAll(/"(\w+)":/g, '$1:').replaceAll(/([\d}])\n/g, '$1,\n').replace(/\n}$/, ',\n}').replaceAll(',,', ',');
  return [
    ...provenance.map((line) => `// ${line}`),
    "import type { AnswerabilityWeights } from './judge';",
    '',
    `export const answerabilityWeights: AnswerabilityWeights = ${literal.replaceAll(/,\n(\s*)}/g, ',\n$1}')};`,
    '',
  ].join('\n');
}
