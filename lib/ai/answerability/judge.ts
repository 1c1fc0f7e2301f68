import { type Evidence, type WeighedName, weighedNames } from './evidence';
import { answerabilityWeights } from './weights';

/** How far the documents answer a question, or that it does not say what it is about. */
export const stances = ['answered', 'partial', 'unanswerable', 'underspecified'] as const;
export type Stance = (typeof stances)[number];

/** Multinomial logistic regression: standardised evidence, then one weight for each kind of evidence and stance. */
export type AnswerabilityWeights = {
  /** What is taken off each kind of evidence, and what it is then divided by. */
  mean: Record<WeighedName, number>;
  deviation: Record<WeighedName, number>;
  bias: Record<Stance, number>;
  weights: Record<Stance, Record<WeighedName, number>>;
};

/** Evidence further from the mean than so many deviations says no more than that. */
const furthest = 2;

/** Evidence as the weights take it, in the order of {@link weighedNames}: in deviations from the mean. */
export function standardised(evidence: Evidence, { mean, deviation }: Pick<AnswerabilityWeights, 'mean' | 'deviation'>): number[] {
  return weighedNames.map((name) => Math.max(-furthest, Math.min(furthest, (evidence[name] - mean[name]) / deviation[name])));
}

const relative: readonly WeighedName[] = ['lead', 'margin'];

/**
 * The same evidence without how far the best passage leads the others: the weights come from libraries of 10,000 passages
 * and more, and in a small one it leads by far whatever is asked.
 */
export function withoutLead(evidence: Evidence, { mean } = answerabilityWeights): Evidence {
  return { ...evidence, ...Object.fromEntries(relative.map((name) => [name, mean[name]])) };
}

/** The chances of each stance; their sum is 1. */
export function judge(evidence: Evidence, fitted: AnswerabilityWeights = answerabilityWeights): Record<Stance, number> {
  return chancesOf(standardised(evidence, fitted), fitted);
}

/** The same of evidence that is {@link standardised} already. */
export function chancesOf(standard: number[], { bias, weights }: Pick<AnswerabilityWeights, 'bias' | 'weights'>): Record<Stance, number> {
  const logits = stances.map((stance) => bias[stance] + weighedNames.reduce((sum, name, i) => sum + weights[stance][name] * (standard[i] ?? 0), 0));
  const top = Math.max(...logits);
  const exponentials = logits.map((logit) => Math.exp(logit - top));
  const total = exponentials.reduce((sum, value) => sum + value, 0);
  return Object.fromEntries(stances.map((stance, i) => [stance, (exponentials[i] ?? 0) / total])) as Record<Stance, number>;
}
