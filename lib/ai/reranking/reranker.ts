import { createHash } from 'node:crypto';
import { rerank } from 'ai';
import { AppError } from '@/lib/errors/app-error';
import { Rest } from '../embedding/rest';
import { countTokens } from '../embedding/tokens';
import { modelProblem } from '../model-problem';
import { retryAfterOf } from '../retry-after';
import { RerankServerModel } from './rerank-server-model';
import { searchMicros } from './reranking-facts';

export const rerankingProviders = ['none', 'cohere-compatible', 'cohere'] as const;
export type RerankingProvider = (typeof rerankingProviders)[number];

/** Everything that is needed to reach a reranking model. */
export type RerankerAddress = { provider: RerankingProvider; baseUrl?: string; model?: string; apiKey?: string };

export type Reranked = {
  /** How well each text answers the question, in the order of the texts; comparable within one answer only. */
  scores: number[];
  /** What the model read, as the server counted it; by the built-in tokenizer where it does not say. */
  tokens: number;
  /** Millionths of a US dollar; null when it is not known. */
  costMicros: bigint | null;
  /** What the provider bills, as it counted them; 0 where it does not say. */
  searches: number;
};

export type RerankOptions = {
  /** How long it may take, in milliseconds. */
  patience: number;
  /** Asks also a model that is left alone after failures: somebody wants to know whether it works now. */
  insist?: boolean;
};

/**
 * A model that reads a question together with each of a few texts and says how well each answers it. `score` rejects
 * with `unavailable:reranker` (a sentence for admins) when the model cannot be reached, is slow, or does not keep to its
 * own form; at once when it failed several times lately.
 */
export type Reranker = {
  /** Name for people and for the ledger. */
  readonly name: string;
  score(question: string, texts: string[], options: RerankOptions): Promise<Reranked>;
  /** Seconds for which another try is pointless after failures, 0 when it may work. */
  restsFor(): number;
};

const cohereAddress = 'https://api.cohere.com/v2';
const defaultModels: Partial<Record<RerankingProvider, string>> = { cohere: 'rerank-v3.5' };
/** As much as says what it is about: many models read 512 tokens, question and text together, and some refuse more. */
const longestText = 2_000;
const longestQuestion = 500;

const unavailableCode = 'unavailable:reranker';

export function isRerankerUnavailable(error: unknown): error is AppError {
  return error instanceof AppError && error.code === unavailableCode;
}

/** Rerankers by address, for the whole process: whoever finds one silent spares the others the wait. */
const open = new Map<string, Reranker>();

/**
 * The reranker at an address; undefined for 'none'. Throws `bad_request:reranker` when the address is incomplete.
 */
export function openReranker(address: RerankerAddress): Reranker | undefined {
  if (address.provider === 'none') return undefined;
  const baseUrl = address.provider === 'cohere' ? cohereAddress : address.baseUrl;
  const name = address.model ?? defaultModels[address.provider];
  if (!baseUrl) throw new AppError('bad_request:reranker', 'Give the address of the server, for example http://localhost:8000/v1.');
  if (!name) throw new AppError('bad_request:reranker', 'Name the reranking model.');
  const key = createHash('sha256').update(JSON.stringify([baseUrl, name, address.apiKey])).digest('hex');
  const reranker = open.get(key) ?? serverReranker(name, { baseUrl, apiKey: address.apiKey }, address.provider === 'cohere');
  open.set(key, reranker);
  return reranker;
}

function serverReranker(name: string, server: { baseUrl: string; apiKey?: string }, priced: boolean): Reranker {
  const model = new RerankServerModel(name, server);
  const rest = new Rest();
  return {
    name,
    restsFor: () => rest.left(),
    async score(question, texts, { patience, insist = false }) {
      if (rest.left() > 0 && !insist) throw unavailable(`The server at ${server.baseUrl} did not answer lately and is left alone for a moment.`, rest.left());
      const query = readable(question, longestQuestion);
      const documents = texts.map((text) => readable(text, longestText));
      try {
        const { ranking, providerMetadata } = await rerank({ model, query, documents, maxRetries: 0, abortSignal: AbortSignal.timeout(patience) });
        const scores = scoresOf(ranking, texts.length);
        rest.succeed();
        const { tokens, searches } = providerMetadata?.rerank ?? {};
        const micros = priced && typeof searches === 'number' ? searchMicros(name) : undefined;
        return {
          scores,
          tokens: typeof tokens === 'number' ? tokens : tokensOf(query, documents),
          costMicros: micros === undefined ? null : BigInt(Math.ceil(micros * Number(searches))),
          searches: typeof searches === 'number' ? searches : 0,
        };
      } catch (error) {
        const sentence = error instanceof NotAsAgreed ? `The server at ${server.baseUrl} ${error.message}.` : modelProblem(error, { baseUrl: server.baseUrl, model: name, kind: 'a reranking model', patience });
        throw unavailable(sentence, rest.fail(retryAfterOf(error)));
      }
    },
  };
}

/** Thrown inside for answers in the right form with a wrong content. */
class NotAsAgreed extends Error {}

/** Each text's own score. Half an order is none: nothing would be known of the texts that are missing. */
function scoresOf(ranking: { originalIndex: number; score: number }[], texts: number): number[] {
  const scores = new Map(ranking.map(({ originalIndex, score }) => [originalIndex, score]));
  if (ranking.length !== texts || scores.size !== texts) throw new NotAsAgreed(`scored ${scores.size} of ${texts} passages, ${ranking.length} times in all`);
  const inOrder = [...scores].toSorted(([a], [b]) => a - b).map(([, score]) => score);
  if (!inOrder.every(Number.isFinite)) throw new NotAsAgreed('gave a score that is no number');
  return inOrder;
}

/** A model of this kind reads the question anew with each text. */
function tokensOf(query: string, documents: string[]): number {
  return documents.reduce((sum, text) => sum + countTokens(text), countTokens(query) * documents.length);
}

/** Without its cause: that names the address, and ends up in logs. */
function unavailable(sentence: string, retryAfterSeconds: number): AppError {
  return new AppError(unavailableCode, sentence, { retryAfterSeconds: Math.ceil(retryAfterSeconds) });
}

/** Servers refuse empty texts and characters that are none. */
function readable(text: string, longest: number): string {
  return text.slice(0, longest).toWellFormed().replaceAll('\0', ' ').trim() || '-';
}
