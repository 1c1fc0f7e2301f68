import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { embedQuery } from './embed';
import { countTokens } from './tokens';

/** What the server does with one request. Without anything it answers as a real one does. */
export type ScriptedEmbedding = {
  status?: number;
  headers?: Record<string, string>;
  /** Accepts the request and never says a word. */
  silent?: boolean;
  /** Sent instead of the protocol. */
  raw?: string;
  /** Sends numbers without end. */
  endless?: boolean;
  /** Breaks the connection in the middle of the answer. */
  cut?: boolean;
  /** Answers with vectors of this length. */
  dimensions?: number;
  /** Leaves out the vector of the last text. */
  oneMissing?: boolean;
  /** Does not say how many tokens it read. */
  uncounted?: boolean;
  /** Waits for this before the answer. */
  hold?: Promise<unknown>;
};

export type FakeEmbeddings = {
  /** Address for an OpenAI-compatible client, ending in /v1. */
  url: string;
  requests: { texts: string[]; model: string; authorization: string | undefined }[];
  /** Answers to come, one per request; the last one repeats. A function decides by what it is asked. */
  script: (...answers: (ScriptedEmbedding | ((texts: string[]) => ScriptedEmbedding))[]) => void;
  /** Changes what the model behind the server is, as if other weights had been put there under the same name. */
  replaceModel: (seed: number) => void;
  close: () => Promise<void>;
};

/**
 * For tests: a server that speaks the embeddings protocol. Its vectors are those of the built-in model, turned into
 * another space by a random projection, which keeps cosines nearly as they are: what is found stays meaningful.
 */
export async function startFakeEmbeddings(options: { dimensions?: number; port?: number } = {}): Promise<FakeEmbeddings> {
  const { dimensions = 256, port = 0 } = options;
  const requests: FakeEmbeddings['requests'] = [];
  let answers: (ScriptedEmbedding | ((texts: string[]) => ScriptedEmbedding))[] = [{}];
  let seed = 1;

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const piece of request) body += String(piece);
    const { input = [], model = '' } = JSON.parse(body || '{}') as { input?: string | string[]; model?: string };
    const texts = [input].flat();
    requests.push({ texts, model, authorization: request.headers.authorization });
    const next = (answers.length > 1 ? answers.shift() : answers[0]) ?? {};
    await respond(response, typeof next === 'function' ? next(texts) : next, texts);
  }

  async function respond(response: ServerResponse, answer: ScriptedEmbedding, texts: string[]): Promise<void> {
    await answer.hold;
    if (answer.silent) return;
    if (answer.status && answer.status !== 200) {
      response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
      response.end(JSON.stringify({ error: { message: 'scripted refusal of key sk-canary', type: 'scripted' } }));
      return;
    }
    response.writeHead(200, { 'content-type': 'application/json' });
    if (answer.raw !== undefined) {
      response.end(answer.raw);
      return;
    }
    if (answer.endless) {
      response.write('{"data":[{"embedding":[');
      const flood = '0.1,'.repeat(1_000_000);
      while (!response.destroyed) await new Promise((resolve) => response.write(flood, resolve));
      return;
    }
    const vectors = (await Promise.all(texts.map(embedQuery))).map((vector) => project(vector, answer.dimensions ?? dimensions, seed));
    const data = (answer.oneMissing ? vectors.slice(1) : vectors).map((embedding, index) => ({ object: 'embedding', index, embedding }));
    const tokens = texts.reduce((sum, text) => sum + countTokens(text), 0);
    const text = JSON.stringify({ object: 'list', data, model: 'fake', ...(answer.uncounted ? {} : { usage: { prompt_tokens: tokens, total_tokens: tokens } }) });
    if (answer.cut) response.write(text.slice(0, text.length / 2), () => response.destroy());
    else response.end(text);
  }

  const server = createServer((request, response) => {
    void serve(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    requests,
    script: (...next) => {
      answers = next;
    },
    replaceModel: (other) => {
      seed = other;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const matrices = new Map<string, Float32Array[]>();

function project(vector: Float32Array, dimensions: number, seed: number): number[] {
  const key = `${dimensions} ${seed}`;
  const matrix = matrices.get(key) ?? Array.from({ length: dimensions }, (_, row) => randomRow(vector.length, seed * 100_003 + row));
  matrices.set(key, matrix);
  return matrix.map((row) => row.reduce((sum, value, i) => sum + value * (vector[i] ?? 0), 0));
}

/** +1 and −1 by a linear congruential generator. */
function randomRow(length: number, seed: number): Float32Array {
  let state = (seed * 2_654_435_761) >>> 0;
  return Float32Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state & 0x8000_0000 ? 1 : -1;
  });
}
