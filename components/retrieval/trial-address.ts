import type { FusionWeights } from '@/lib/retrieval/retrieval-types';

/** What is tried, as it stands in the page's address. Weights are there only where they differ from the product's. */
export type TrialAddress = { q: string; mode: string; weights: Partial<Record<keyof FusionWeights, string>> };

export const weightNames = ['cosine', 'neighbours', 'keyword', 'bestSentence', 'secondSentence'] as const satisfies readonly (keyof FusionWeights)[];

export function readTrialAddress(query: URLSearchParams): TrialAddress {
  const weights = Object.fromEntries(weightNames.flatMap((name) => (query.has(name) ? [[name, query.get(name) ?? '']] : [])));
  return { q: query.get('q') ?? '', mode: query.get('mode') ?? '', weights };
}

export function trialQuery({ q, mode, weights }: TrialAddress): URLSearchParams {
  return new URLSearchParams({ q, ...(mode && { mode }), ...weights });
}

/** The typed weights that differ from the product's. */
export function changedWeights(typed: Record<keyof FusionWeights, string>, product: FusionWeights): TrialAddress['weights'] {
  return Object.fromEntries(weightNames.filter((name) => typed[name].trim() !== '' && Number(typed[name]) !== product[name]).map((name) => [name, typed[name].trim()]));
}
