// What is known about embedding models. Client-safe: data only.

export type EmbeddingFacts = {
  /** US dollars per million tokens; undefined where nobody publishes a price (own servers). */
  price?: number;
  /** Asked for where the model's own vectors are longer than the index takes; these models are trained to be cut. */
  dimensions?: number;
  /** What the model was trained to read before a question and before a passage. */
  before?: { question?: string; passage?: string };
};

const searchQuery = { question: 'Represent this sentence for searching relevant passages: ' };

// Matched by prefix, longest first, without the owner before a slash.
const known: Record<string, EmbeddingFacts> = {
  'text-embedding-3-small': { price: 0.02 },
  'text-embedding-3-large': { price: 0.13, dimensions: 1_536 },
  'text-embedding-ada-002': { price: 0.1 },
  'gemini-embedding-001': { price: 0.15, dimensions: 1_536 },
  'nomic-embed-text': { before: { question: 'search_query: ', passage: 'search_document: ' } },
  'multilingual-e5': { before: { question: 'query: ', passage: 'passage: ' } },
  'e5-': { before: { question: 'query: ', passage: 'passage: ' } },
  'bge-small-en': { before: searchQuery },
  'bge-base-en': { before: searchQuery },
  'bge-large-en': { before: searchQuery },
  'bge-large:': { before: searchQuery },
  'mxbai-embed-large': { before: searchQuery },
  'snowflake-arctic-embed': { before: searchQuery },
  'snowflake-arctic-embed2': { before: { question: 'query: ' } },
  'snowflake-arctic-embed-l-v2': { before: { question: 'query: ' } },
  'qwen3-embedding': { before: { question: 'Instruct: Given a question, retrieve passages that answer it\nQuery: ' } },
  'embeddinggemma': { before: { question: 'task: search result | query: ', passage: 'title: none | text: ' } },
};

const byLength = Object.entries(known).toSorted(([a], [b]) => b.length - a.length);

/** Facts about an embedding model by its name; none for unknown ones. */
export function embeddingFacts(model: string): EmbeddingFacts {
  const name = model.toLowerCase().replace(/^.*\//, '');
  return byLength.find(([prefix]) => name.startsWith(prefix))?.[1] ?? {};
}
