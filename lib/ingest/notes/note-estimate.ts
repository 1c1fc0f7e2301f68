// What notes take, as people see it before they confirm it. Client-safe: types only.

export type NoteEstimate = {
  model: string;
  /** Documents and passages that have no notes yet. */
  documents: number;
  passages: number;
  calls: number;
  /** Tokens; what the provider charges less for, because it has read it before, counts in full. */
  inputTokens: number;
  outputTokens: number;
  /** Millionths of a US dollar, as decimal digits; missing when the price is not known. */
  costMicros?: string;
  /** From what was measured of this model, or what is usual. */
  seconds: number;
};
