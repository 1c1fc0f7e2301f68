// Client-safe: types only.

/** Names that a question was searched for besides its own words, and why; said as "Searched also for: paid time off". */
export type AlsoSearched = {
  /** As typed. */
  word: string;
  /** Most likely first. */
  terms: string[];
  /** The team's glossary names them together, or no passage holds the word, but these are written nearly so. */
  reason: 'glossary' | 'spelling';
};
