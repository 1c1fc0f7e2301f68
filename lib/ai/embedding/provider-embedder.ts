import { createHash } from 'node:crypto';
import { createGoogle } from '@ai-sdk/google';
import { createOpenAI } from '@ai-sdk/openai';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { APICallError, type EmbeddingModelV4 } from '@ai-sdk/provider';
import { embedMany } from 'ai';
import { AppError } from '@/lib/errors/app-error';
import { modelProblem } from '../model-problem';
import { retryAfterOf } from '../retry-after';
import { boundedFetch } from './bounded-fetch';
import { type Embedded, type Embedder, type EmbedderOptions, embeddingUnavailable } from './embedder';
import { embeddingFacts } from './embedding-facts';
import { normalise } from './embedding-space';
import { Rest } from './rest';
import { countTokens } from './tokens';

export const embeddingProviders = ['built-in', 'openai', 'google', 'openai-compatible'] as const;
export type EmbeddingProvider = (typeof embeddingProviders)[number];

/** Everything that is needed to reach an embedding model. */
export type EmbeddingAddress = { provider: EmbeddingProvider; baseUrl?: string; model?: string; apiKey?: string };

const defaultModels: Partial<Record<EmbeddingProvider, string>> = { openai: 'text-embedding-3-small', google: 'gemini-embedding-001' };

/** Texts of one request, and requests at the same time: enough for speed, few enough for small servers and rate limits. */
const batchSize = 32;
const parallel = 2;
/** A question this long says what it is about; models that read 512 tokens refuse more. */
const longestText = 2_000;
/** A text that the model refuses as too long is tried again at half its length, down to this. */
const shortestClip = 250;
const defaultPatience = 60_000;

/** How models at other addresses fare, for the whole process: whoever finds one silent spares the others the wait. */
const rests = new Map<string, Rest>();

/** The name under which a model is asked for; undefined when it has to be given. */
export function embeddingModelName({ provider, model }: EmbeddingAddress): string | undefined {
  return model ?? defaultModels[provider];
}

function requireName(address: EmbeddingAddress): string {
  const name = embeddingModelName(address);
  if (!name) throw new AppError('bad_request:embedding', 'Name the embedding model.');
  return name;
}

/**
 * A model of a provider or of a server with an OpenAI-compatible address. With `dimensions`, a vector of another length
 * counts as a failure. Throws `bad_request:embedding` when the address is incomplete.
 */
export function providerEmbedder(address: EmbeddingAddress, dimensions?: number): Embedder {
  const name = requireName(address);
  const facts = embeddingFacts(name);
  const model = clientFor(address, name);
  const key = createHash('sha256').update(JSON.stringify([address.provider, address.baseUrl, name, address.apiKey])).digest('hex');
  const rest = rests.get(key) ?? new Rest();
  rests.set(key, rest);

  async function request(texts: string[], { as, signal, patience = defaultPatience, insist = false }: EmbedderOptions): Promise<Embedded> {
    if (rest.left() > 0 && !insist) throw unavailable(`${serverOf(address)} did not answer lately and is left alone for a moment.`, rest.left());
    const late = AbortSignal.timeout(patience);
    try {
      const values = texts.map((text) => (facts.before?.[as] ?? '') + readable(text));
      const { embeddings, usage } = await embedMany({
        model,
        values,
        dimensions: facts.dimensions,
        maxRetries: 0,
        abortSignal: signal ? AbortSignal.any([signal, late]) : late,
        providerOptions: address.provider === 'google' ? { google: { taskType: as === 'question' ? 'RETRIEVAL_QUERY' : 'RETRIEVAL_DOCUMENT' } } : undefined,
      });
      const vectors = embeddings.map((numbers) => checked(numbers, dimensions, name));
      rest.succeed();
      const counted = Number.isFinite(usage.tokens) ? usage.tokens : values.reduce((sum, value) => sum + countTokens(value), 0);
      return { vectors, tokens: counted };
    } catch (error) {
      signal?.throwIfAborted();
      if (isRefusedText(error)) throw error;
      const sentence = error instanceof NotAsAgreed ? `${serverOf(address)} ${error.message}.` : modelProblem(error, { baseUrl: address.baseUrl, model: name, kind: 'an embedding model', patience });
      throw unavailable(sentence, rest.fail(retryAfterOf(error)));
    }
  }

  /** Some servers refuse a whole request for one text that is too long for the model: it is found, and read as far as they will. */
  async function requestBatch(texts: string[], options: EmbedderOptions): Promise<Embedded> {
    try {
      return await request(texts, options);
    } catch (error) {
      if (!isRefusedText(error)) throw error;
      const [text = ''] = texts;
      if (texts.length === 1 && text.length / 2 >= shortestClip) return requestBatch([text.slice(0, text.length / 2)], options);
      if (texts.length === 1) throw unavailable(modelProblem(error, { baseUrl: address.baseUrl, model: name, kind: 'an embedding model', patience: defaultPatience }), rest.fail());
      const half = Math.ceil(texts.length / 2);
      const first = await requestBatch(texts.slice(0, half), options);
      const second = await requestBatch(texts.slice(half), options);
      return { vectors: [...first.vectors, ...second.vectors], tokens: first.tokens + second.tokens };
    }
  }

  return {
    name,
    // Prices are those of the providers themselves; behind another address the same name may cost anything.
    price: address.provider === 'openai-compatible' ? undefined : facts.price,
    restsFor: () => rest.left(),
    async embed(texts, options) {
      const parts: Embedded[] = [];
      let next = 0;
      let done = 0;
      const run = async (): Promise<void> => {
        while (next * batchSize < texts.length) {
          options.signal?.throwIfAborted();
          const index = next++;
          const batch = texts.slice(index * batchSize, (index + 1) * batchSize);
          parts[index] = await requestBatch(batch, options);
          done += batch.length;
          options.onProgress?.(done);
        }
      };
      await Promise.all(Array.from({ length: parallel }, run));
      return { vectors: parts.flatMap((part) => part.vectors), tokens: parts.reduce((sum, part) => sum + part.tokens, 0) };
    },
  };
}

/** Thrown inside for answers in the right form with a wrong content. */
class NotAsAgreed extends Error {}

function checked(numbers: number[], dimensions: number | undefined, model: string): Float32Array {
  if (dimensions !== undefined && numbers.length !== dimensions) {
    throw new NotAsAgreed(`gives vectors of ${numbers.length} numbers for “${model}” where it gave ${dimensions} before: it is another model now. Choose it again under Admin → Settings → Models`);
  }
  if (numbers.length === 0 || !numbers.every(Number.isFinite)) throw new NotAsAgreed('gave a vector without numbers');
  return normalise(Float32Array.from(numbers));
}

/** Without its cause: that quotes keys and texts, and ends up in logs. */
function unavailable(sentence: string, retryAfterSeconds: number): AppError {
  return new AppError(embeddingUnavailable, sentence, { retryAfterSeconds: Math.ceil(retryAfterSeconds) });
}

function serverOf({ baseUrl }: EmbeddingAddress): string {
  return baseUrl ? `The server at ${baseUrl}` : 'The provider';
}

/** What servers answer when a text, and not the connection to them, is at fault. */
function isRefusedText(error: unknown): boolean {
  return APICallError.isInstance(error) && error.statusCode !== undefined && [400, 413, 422].includes(error.statusCode);
}

/** Providers refuse empty texts and characters that are none. */
function readable(text: string): string {
  return text.slice(0, longestText).toWellFormed().replaceAll('\0', ' ').trim() || '-';
}

function clientFor({ provider, baseUrl, apiKey }: EmbeddingAddress, name: string): EmbeddingModelV4 {
  // An empty key would make the SDK look for one in the environment, which belongs to the portal and not to the team.
  const options = { apiKey: apiKey ?? 'none', fetch: boundedFetch, ...(baseUrl ? { baseURL: baseUrl } : {}) };
  switch (provider) {
    case 'openai':
      return createOpenAI(options).embeddingModel(name);
    case 'google':
      return createGoogle(options).embeddingModel(name);
    default:
      if (!baseUrl) throw new AppError('bad_request:embedding', 'Give the address of the server, for example http://localhost:11434/v1.');
      return createOpenAICompatible({ name: 'openai-compatible', baseURL: baseUrl, apiKey, fetch: boundedFetch }).embeddingModel(name);
  }
}

