// What is known about language models. Client-safe: data only.

export type ModelFacts = {
  /** Tokens of prompt and answer together. */
  contextWindow: number;
  /** US dollars per million tokens; undefined where nobody publishes a price (own servers). */
  price?: { input: number; output: number };
};

// Matched by prefix, longest first: providers append dates to names ("gpt-4o-2024-11-20").
const known: Record<string, ModelFacts> = {
  'gpt-5': { contextWindow: 400_000, price: { input: 1.25, output: 10 } },
  'gpt-5-mini': { contextWindow: 400_000, price: { input: 0.25, output: 2 } },
  'gpt-5-nano': { contextWindow: 400_000, price: { input: 0.05, output: 0.4 } },
  'gpt-4.1': { contextWindow: 1_047_576, price: { input: 2, output: 8 } },
  'gpt-4.1-mini': { contextWindow: 1_047_576, price: { input: 0.4, output: 1.6 } },
  'gpt-4.1-nano': { contextWindow: 1_047_576, price: { input: 0.1, output: 0.4 } },
  'gpt-4o': { contextWindow: 128_000, price: { input: 2.5, output: 10 } },
  'gpt-4o-mini': { contextWindow: 128_000, price: { input: 0.15, output: 0.6 } },
  'o3': { contextWindow: 200_000, price: { input: 2, output: 8 } },
  'o4-mini': { contextWindow: 200_000, price: { input: 1.1, output: 4.4 } },
  'claude-opus-4': { contextWindow: 200_000, price: { input: 15, output: 75 } },
  'claude-opus-4-5': { contextWindow: 200_000, price: { input: 5, output: 25 } },
  'claude-sonnet-4': { contextWindow: 200_000, price: { input: 3, output: 15 } },
  'claude-haiku-4-5': { contextWindow: 200_000, price: { input: 1, output: 5 } },
  'claude-3-5-haiku': { contextWindow: 200_000, price: { input: 0.8, output: 4 } },
  'gemini-2.5-pro': { contextWindow: 1_048_576, price: { input: 1.25, output: 10 } },
  'gemini-2.5-flash': { contextWindow: 1_048_576, price: { input: 0.3, output: 2.5 } },
  'gemini-2.5-flash-lite': { contextWindow: 1_048_576, price: { input: 0.1, output: 0.4 } },
  'gemini-2.0-flash': { contextWindow: 1_048_576, price: { input: 0.1, output: 0.4 } },
  'llama3': { contextWindow: 8_192 },
  'llama3.1': { contextWindow: 131_072 },
  'llama3.2': { contextWindow: 131_072 },
  'llama3.3': { contextWindow: 131_072 },
  'mistral': { contextWindow: 32_768 },
  'qwen2.5': { contextWindow: 32_768 },
  'qwen3': { contextWindow: 40_960 },
  'gemma3': { contextWindow: 131_072 },
  'phi4': { contextWindow: 16_384 },
  'smollm2': { contextWindow: 8_192 },
};

const byLength = Object.entries(known).toSorted(([a], [b]) => b.length - a.length);

/** Facts about a model by its name. Unknown ones count as small, so that a prompt is never too long for them. */
export function modelFacts(model: string): ModelFacts {
  const name = model.toLowerCase().replace(/^.*\//, '');
  return byLength.find(([prefix]) => name.startsWith(prefix))?.[1] ?? { contextWindow: 8_192 };
}

/** Cost of a call in millionths of a US dollar, rounded up; null when the price is not known. */
export function costMicros(price: ModelFacts['price'], tokens: { input: number; output: number }): bigint | null {
  if (!price) return null;
  // Dollars per million tokens are the same number as millionths of a dollar per token. In whole numbers: as fractions,
  // 100 tokens at 0.15 would come to a little more than 15, and be rounded up.
  const total = BigInt(tokens.input) * inMillionths(price.input) + BigInt(tokens.output) * inMillionths(price.output);
  return (total + 999_999n) / 1_000_000n;
}

function inMillionths(price: number): bigint {
  return BigInt(Math.round(price * 1_000_000));
}
