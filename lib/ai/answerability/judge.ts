import { type Evidence, type EvidenceName, evidenceNames } from './evidence';
import { answerabilityWeights } from './weights';

/** How far the documents answer a question, or that it does not say what it is about. */
export const stances = ['answered', 'partial', 'unanswerable', 'underspecified'] as const;
export type Stance = (typeof stances)[number];

/** Multinomial logistic regression: standardised evidence, then one weight for each kind of evidence and stance. */
export type AnswerabilityWeights = {
  /** What is taken off each kind of evidence, and what it is then divided by. */
  mean: Record<keyof Evidence, number>;
  deviation: Record<keyof Evidence, number>;
  bias: Record<Stance, number>;
  weights: Record<Stance, Record<keyof Evidence, number>>;
};

/** Evidence further from the mean than so many deviations says no more than that. */
const furthest = 2;
/** In a small library the best passage leads by far whatever is asked: a lead of so many deviations says nothing. */
const unseen = 3.5;
const relative: readonly EvidenceName[] = ['lead', 'spread'];

/** Evidence as the weights take it, in the order of {@link evidenceNames}: in deviations from the mean. */
export function standardised(evidence: Evidence, { mean, deviation }: Pick<AnswerabilityWeights, 'mean' | 'deviation'>): number[] {
  return evidenceNames.map((name) => {
    const value = (evidence[name] - mean[name]) / deviation[name];
    if (relative.includes(name) && value > unseen) return 0;
    return Math.max(-furthest, Math.min(furthest, value));
  });
}

/**
 * The same evidence without how far the best passages lead the others: the weights come from libraries of 10,000 passages
 * and more, and in a small one they lead by far whatever is asked.
 */
export function withoutLead(evidence: Evidence, { mean } = answerabilityWeights): Evidence {
  return { ...evidence, ...Object.fromEntries(relative.map((name) => [name, mean[name]])) };
}

/** The chances of each stance; their sum is 1. */
export function judge(evidence: Evidence, fitted: AnswerabilityWeights = answerabilityWeights): Record<Stance, number> {
  const { bias, weights } = fitted;
  const standard = standardised(evidence, fitted);
  const logits = stances.map((stance) => bias[stance] + evidenceNames.reduce((sum, name, i) => sum + weights[stance][name] * (standard[i] ?? 0), 0));
  const top = Math.max(...logits);
  const exponentials = logits.map((logit) => Math.exp(logit - top));
  const total = exponentials.reduce((sum, value) => sum + value, 0);
  return Object.fromEntries(stances.map((stance, i) => [stance, (exponentials[i] ?? 0) / total])) as Record<Stance, number>;
}
