import { APICallError } from '@ai-sdk/provider';
import type { CallStep, ModelCall } from '@/lib/usage/model-call';
import type { ModelUsage } from '@/lib/usage/model-usage';
import type { TeamModel } from './language-models';
import { causeCodes } from './model-problem';
import { costMicros } from './model-registry';

/** How a call of a language model ended; `usage` as far as the provider said it. */
export type CallEnd = { milliseconds: number; usage?: ModelUsage } & ({ outcome: 'done' } | { outcome: 'stopped' } | { outcome: 'failed'; error: unknown });

/** A call of a language model for the ledger. */
export function languageCall(step: CallStep, { name, facts: { price } }: Pick<TeamModel, 'name' | 'facts'>, end: CallEnd): ModelCall {
  const free = price?.input === 0 && price.output === 0;
  const nothing = free || (end.outcome === 'failed' && wasRefused(end.error)) ? { input: 0, output: 0 } : undefined;
  const usage = end.usage ?? nothing;
  return {
    step,
    model: name,
    inputTokens: usage?.input ?? null,
    outputTokens: usage?.output ?? null,
    searches: 0,
    milliseconds: Math.round(end.milliseconds),
    outcome: end.outcome,
    costMicros: usage ? costMicros(price, usage) : null,
  };
}

const neverReached = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT'];

/**
 * Whether the model never got to work: the server was not reached, or answered with an error. Nobody bills that; a
 * connection that breaks later leaves it open.
 */
function wasRefused(error: unknown): boolean {
  if (!APICallError.isInstance(error)) return false;
  if (error.statusCode !== undefined) return error.statusCode >= 400;
  const codes = causeCodes(error);
  return neverReached.some((code) => codes.has(code));
}
