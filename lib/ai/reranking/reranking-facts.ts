// What is known about reranking models. Client-safe: data only.

// US dollars per thousand searches of up to 100 texts, at Cohere. Matched by prefix, longest first.
const known: Record<string, number> = {
  'rerank-v4.0-pro': 2.5,
  'rerank-v4.0-fast': 2,
  'rerank-v3.5': 2,
  'rerank-english-v3.0': 2,
  'rerank-multilingual-v3.0': 2,
};

const byLength = Object.entries(known).toSorted(([a], [b]) => b.length - a.length);

/** What a search with one of Cohere's models costs, in millionths of a US dollar; undefined when nobody publishes it. */
export function searchMicros(model: string): number | undefined {
  const price = byLength.find(([prefix]) => model.toLowerCase().startsWith(prefix))?.[1];
  // Dollars per thousand are thousands of millionths for one.
  return price === undefined ? undefined : price * 1_000;
}
