import type { CallStep } from '@/lib/usage/model-call';
import type { Receipt, ReceiptLine } from '@/lib/usage/receipt';

/** What models are called for, in words; keys are those of CallStep in lib/usage/model-call.ts. */
export const callStepWords: Partial<Record<string, string>> & Record<CallStep, string> = { understand: 'Understand', embed: 'Find by meaning', rerank: 'Put in order', answer: 'Answer', context: 'Place passages' };

/** A model's name as people know it. */
export function modelWords(model: string): string {
  return model === 'extractive' ? 'built-in' : model;
}

/** Millionths of a US dollar, given as decimal digits, to the last of them: "$0.000132". */
export function inDollars(micros: string): string {
  const digits = micros.padStart(7, '0');
  return `$${BigInt(digits.slice(0, -6)).toLocaleString('en')}.${digits.slice(-6)}`;
}

/** What calls cost together: "nothing", "$0.000132", "at least $0.000132" or "price not known". */
export function priceOf({ costMicros, unpriced }: Pick<Receipt, 'costMicros' | 'unpriced'>): string {
  if (costMicros === '0') return unpriced > 0 ? 'price not known' : 'nothing';
  return `${unpriced > 0 ? 'at least ' : ''}${inDollars(costMicros)}`;
}

/** "1,204 tokens in, 88 out"; undefined when no call had any. */
export function tokensOf(calls: Pick<ReceiptLine, 'inputTokens' | 'outputTokens'>[]): string | undefined {
  const sum = (of: (call: Pick<ReceiptLine, 'inputTokens' | 'outputTokens'>) => number | null) => calls.reduce((total, call) => total + (of(call) ?? 0), 0);
  const [input, output] = [sum((call) => call.inputTokens), sum((call) => call.outputTokens)];
  if (input + output === 0) return undefined;
  return `${input.toLocaleString('en')} tokens in, ${output.toLocaleString('en')} out`;
}

/** "840 ms", "1.2 s". */
export function duration(milliseconds: number): string {
  return milliseconds < 1_000 ? `${milliseconds} ms` : `${(milliseconds / 1_000).toLocaleString('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 })} s`;
}
