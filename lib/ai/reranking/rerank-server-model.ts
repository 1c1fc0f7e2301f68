import { APICallError, type RerankingModelV4 } from '@ai-sdk/provider';
import { z } from 'zod';
import { boundedFetch } from '../embedding/bounded-fetch';

// What a server counts is written to the ledger; figures that cannot be are as good as none.
const counted = z.number().int().min(0).max(10_000_000).optional().catch(undefined);

/** The answer of Cohere, Jina, vLLM, llama.cpp, Infinity and most others. */
const documentsAnswer = z.object({
  results: z.array(z.object({ index: z.number(), relevance_score: z.number() })),
  usage: z.object({ total_tokens: counted }).optional().catch(undefined),
  meta: z.object({ billed_units: z.object({ search_units: counted }) }).optional().catch(undefined),
});

/** The answer of Text Embeddings Inference. */
const textsAnswer = z.array(z.object({ index: z.number(), score: z.number() }));

type Answer = Pick<Awaited<ReturnType<RerankingModelV4['doRerank']>>, 'ranking' | 'providerMetadata'>;

/**
 * A reranking model behind an address that ends before `/rerank`. Two forms of the protocol are in use; the other one is
 * taken once the server has asked for it. What the server counted stands in `providerMetadata.rerank`: `tokens`, or the
 * `searches` that Cohere bills. Errors are {@link APICallError}s that hold neither texts nor key.
 */
export class RerankServerModel implements RerankingModelV4 {
  readonly specificationVersion = 'v4';
  readonly provider = 'rerank-server';
  private form: 'documents' | 'texts' = 'documents';

  constructor(
    readonly modelId: string,
    private readonly server: { baseUrl: string; apiKey?: string },
  ) {}

  async doRerank({ documents, query, topN, abortSignal, headers }: Parameters<RerankingModelV4['doRerank']>[0]): Promise<Answer> {
    const texts = documents.type === 'text' ? documents.values : documents.values.map((value) => JSON.stringify(value));
    const ask = async (): Promise<Answer> => {
      const common = { model: this.modelId, query, ...(topN !== undefined && { top_n: topN }) };
      if (this.form === 'documents') return readDocuments(await this.post({ ...common, documents: texts }, headers, abortSignal), this.url);
      return readTexts(await this.post({ ...common, texts, truncate: true }, headers, abortSignal), this.url);
    };
    try {
      return await ask();
    } catch (error) {
      if (this.form === 'texts' || !asksForTexts(error)) throw error;
      this.form = 'texts';
      return ask();
    }
  }

  private get url(): string {
    return `${this.server.baseUrl.replace(/\/+$/, '').replace(/\/rerank$/, '')}/rerank`;
  }

  private async post(body: object, headers: Record<string, string | undefined> = {}, signal?: AbortSignal): Promise<string> {
    const given = Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== undefined);
    const all = { ...Object.fromEntries(given), 'content-type': 'application/json', ...(this.server.apiKey && { authorization: `Bearer ${this.server.apiKey}` }) };
    const failure = (more: { statusCode?: number; responseBody?: string; responseHeaders?: Record<string, string>; cause?: unknown }) =>
      new APICallError({ message: 'the call of the reranking model failed', url: this.url, requestBodyValues: {}, ...more });
    let response: Response | undefined;
    try {
      response = await boundedFetch(this.url, { method: 'POST', headers: all, body: JSON.stringify(body), signal });
      const text = await response.text();
      if (response.ok) return text;
      throw failure({ statusCode: response.status, responseBody: text, responseHeaders: Object.fromEntries(response.headers) });
    } catch (error) {
      signal?.throwIfAborted();
      throw APICallError.isInstance(error) ? error : failure({ statusCode: response?.status, cause: error });
    }
  }
}

/** Text Embeddings Inference names the field that it missed. */
function asksForTexts(error: unknown): boolean {
  return APICallError.isInstance(error) && error.statusCode === 422 && /missing field .?texts/.test(error.responseBody ?? '');
}

function readDocuments(body: string, url: string): Answer {
  const { results, usage, meta } = read(documentsAnswer, body, url);
  const tokens = usage?.total_tokens;
  const searches = meta?.billed_units.search_units;
  return {
    ranking: results.map(({ index, relevance_score }) => ({ index, relevanceScore: relevance_score })),
    providerMetadata: { rerank: { ...(tokens !== undefined && { tokens }), ...(searches !== undefined && { searches }) } },
  };
}

function readTexts(body: string, url: string): Answer {
  return { ranking: read(textsAnswer, body, url).map(({ index, score }) => ({ index, relevanceScore: score })) };
}

function read<T>(schema: z.ZodType<T>, body: string, url: string): T {
  try {
    return schema.parse(JSON.parse(body));
  } catch {
    throw new APICallError({ message: 'the answer has another form', url, requestBodyValues: {}, statusCode: 200 });
  }
}
