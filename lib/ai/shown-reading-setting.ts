// How much is read for an answer, as admins see it. Client-safe: types and constants only.

/** Less would not hold the passages that are found; more than this no model reads with attention. */
export const leastTokens = 1_000;
export const mostTokens = 200_000;

export type ShownReadingSetting = {
  /** Null: passages alone, as many as usual. */
  tokens: number | null;
  /** The model that reads. */
  model: string;
  /** It chooses sentences, and always reads passages alone. */
  extractive: boolean;
  /** Tokens that it may be given at most: half of its window. */
  mostForModel: number;
  /** What a thousand tokens cost, in millionths of a US dollar as decimal digits; null when nobody publishes it. */
  microsPerThousand: string | null;
};
