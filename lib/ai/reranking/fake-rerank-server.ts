import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Result = { index: number; relevance_score: unknown };

/** What the server does with one request. Without anything it answers as a real one does. */
export type ScriptedRanking = {
  status?: number;
  headers?: Record<string, string>;
  /** Accepts the request and never says a word. */
  silent?: boolean;
  /** Sent instead of the protocol. */
  raw?: string;
  /** Sends numbers without end. */
  endless?: boolean;
  /** Sends half of the answer and then breaks the connection, or says nothing more. */
  half?: 'cut' | 'hang';
  /** Changes the right results. */
  results?: (results: Result[]) => Result[];
  /** What it says of its own count. */
  counted?: object;
};

export type FakeReranker = {
  /** Address for a client, ending in /v1. */
  url: string;
  requests: { query: string; texts: string[]; model: string; authorization: string | undefined }[];
  /** Answers to come, one per request; the last one repeats. */
  script: (...answers: ScriptedRanking[]) => void;
  close: () => Promise<void>;
};

/**
 * For tests: a server that speaks the rerank protocol, in the form of Cohere and most others or in that of Text
 * Embeddings Inference. A text scores by the share of `words` that it holds, so that a test says what is right.
 */
export async function startFakeReranker(words: string[], form: 'documents' | 'texts' = 'documents'): Promise<FakeReranker> {
  const requests: FakeReranker['requests'] = [];
  let answers: ScriptedRanking[] = [{}];

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const piece of request) body += String(piece);
    const parsed = JSON.parse(body || '{}') as { query?: string; documents?: string[]; texts?: string[]; model?: string };
    const texts = parsed[form];
    if (request.url !== '/v1/rerank') {
      response.writeHead(404).end();
      return;
    }
    if (!texts) {
      response.writeHead(422).end(`Failed to deserialize the JSON body into the target type: missing field \`${form}\` at line 1 column 9`);
      return;
    }
    requests.push({ query: parsed.query ?? '', texts, model: parsed.model ?? '', authorization: request.headers.authorization });
    await respond(response, (answers.length > 1 ? answers.shift() : answers[0]) ?? {}, texts);
  }

  async function respond(response: ServerResponse, answer: ScriptedRanking, texts: string[]): Promise<void> {
    if (answer.silent) return;
    if (answer.status && answer.status !== 200) {
      response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
      response.end(JSON.stringify({ message: 'scripted refusal of key sk-canary' }));
      return;
    }
    response.writeHead(200, { 'content-type': 'application/json' });
    if (answer.raw !== undefined) {
      response.end(answer.raw);
      return;
    }
    if (answer.endless) {
      response.write('{"results":[');
      const flood = '0.1,'.repeat(1_000_000);
      while (!response.destroyed) await new Promise((resolve) => response.write(flood, resolve));
      return;
    }
    const right = texts.map((text, index) => ({ index, relevance_score: words.filter((word) => text.includes(word)).length / words.length }));
    const results = (answer.results ?? ((same) => same))(right.toSorted((a, b) => b.relevance_score - a.relevance_score));
    const text = JSON.stringify(form === 'texts' ? results.map(({ index, relevance_score }) => ({ index, score: relevance_score })) : { id: 'fake', results, ...(answer.counted ?? { usage: { total_tokens: 123 } }) });
    if (!answer.half) response.end(text);
    else response.write(text.slice(0, text.length / 2), () => answer.half === 'cut' && response.destroy());
  }

  const server = createServer((request, response) => {
    void serve(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    requests,
    script: (...next) => {
      answers = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
