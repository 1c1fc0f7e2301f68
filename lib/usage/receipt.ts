// What an answer cost, as the page gets it. Client-safe: types only.

/** One model call. Amounts of money are millionths of a US dollar, as decimal digits: JSON has no whole numbers of that size. */
export type ReceiptLine = {
  /** CallStep of lib/usage/model-call.ts */
  step: string;
  model: string;
  /** Null where the call broke off before the provider said. */
  inputTokens: number | null;
  outputTokens: number | null;
  /** What rerankers are billed by. */
  searches: number;
  milliseconds: number | null;
  /** 'done' | 'failed' | 'stopped' */
  outcome: string;
  /** Null when the price, or what was used, is not known. */
  costMicros: string | null;
};

export type Receipt = {
  lines: ReceiptLine[];
  /** Sums over the lines, of what is known. */
  inputTokens: number;
  outputTokens: number;
  searches: number;
  costMicros: string;
  /** How many calls broke off before the provider said what they used, and of how many the price is not known. */
  uncounted: number;
  unpriced: number;
};
