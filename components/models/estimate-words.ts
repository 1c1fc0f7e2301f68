import type { ChangeEstimate } from '@/lib/embedding-model/shown-embedding-model';

const count = (number: number, noun: string) => `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`;

/** A stretch of time as people say it: nobody waits 754 seconds. */
export function durationWords(seconds: number): string {
  if (seconds < 60) return 'less than a minute';
  if (seconds < 90 * 60) return `about ${count(Math.round(seconds / 60), 'minute')}`;
  if (seconds < 36 * 3_600) return `about ${count(Math.round(seconds / 3_600), 'hour')}`;
  return `about ${count(Math.round(seconds / 86_400), 'day')}`;
}

/** Money as far as it matters. */
export function dollarWords(dollars: number): string {
  if (dollars === 0) return 'nothing';
  return dollars < 0.01 ? 'less than 1 US cent' : `about ${dollars.toLocaleString('en', { style: 'currency', currency: 'USD' })}`;
}

/** Two figures are as much as an estimate knows. */
function rounded(number: number): number {
  return Number(number.toPrecision(2));
}

/** What a change of the model takes, as the lines of a list. */
export function estimateWords({ passages, sentences, tokens, dollars, seconds }: ChangeEstimate): string[] {
  return [
    `${count(passages, 'passage')} and about ${count(rounded(sentences), 'sentence')} of them, ${rounded(tokens).toLocaleString('en')} tokens in all`,
    dollars === undefined ? 'Cost: no price is known for this model' : `Cost: ${dollarWords(dollars)}`,
    `Time: ${durationWords(seconds)}, as fast as the model answered just now`,
  ];
}
