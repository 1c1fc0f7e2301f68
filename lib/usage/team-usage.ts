// What a team spent on models, as the page gets it. Client-safe: types only.

export type UsageSums = {
  calls: number;
  /** Answers that any of the calls were made for. */
  answers: number;
  inputTokens: number;
  outputTokens: number;
  /** What rerankers are billed by. */
  searches: number;
  /** Millionths of a US dollar, of the calls whose price is known, as decimal digits. */
  costMicros: string;
  /** Calls whose price is not known, and calls that broke off before the provider said what they used. */
  unpriced: number;
  uncounted: number;
};

export type TeamUsage = {
  /** `key`: a day (2026-03-31, in UTC), the name of a person or a model, or a CallStep. */
  lines: (UsageSums & { key: string })[];
  total: UsageSums;
};
