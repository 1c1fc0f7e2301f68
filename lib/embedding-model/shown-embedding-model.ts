// What the settings page shows. Client-safe: types only.
import type { EmbeddingProvider } from '@/lib/ai/embedding/provider-embedder';

export type ShownProvider = EmbeddingProvider | 'environment';

export type ShownEmbeddingModel = {
  provider: ShownProvider;
  baseUrl: string;
  model: string;
  /** The mask when a key is kept, else empty. */
  apiKey: string;
  /** What searches at present. */
  serving: { model: string; dimensions: number };
  /** The model that the environment names, if it does. */
  environment?: string;
  /** Passages of the team. */
  passages: number;
  change?: ShownChange;
};

export type ShownChange = {
  model: string;
  /** Passages that have their vectors, of how many. */
  done: number;
  total: number;
  /** From what was measured lately; undefined until something was. */
  secondsLeft?: number;
  /** Why nothing moves, and when it is tried again (ISO time). */
  problem?: string;
  retryAt?: string;
};

export type ChangeEstimate = {
  /** What has to be embedded. */
  passages: number;
  sentences: number;
  tokens: number;
  /** US dollars; undefined when the price is not known. */
  dollars?: number;
  seconds: number;
};

export type EmbeddingTrial = {
  ok: boolean;
  message: string;
  /** What a change to this model would take; undefined when it takes nothing. */
  estimate?: ChangeEstimate;
};
