import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What goes wrong with one answer. */
export type ScriptedFault = {
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
};

export type FakeRequest = { path: string; body: string; authorization: string | undefined };

/** `text` makes the right answer, of which the fault may leave something. */
export type FakeAnswer = { fault: ScriptedFault; text: () => Promise<string> | string };

export type FakeModelServer = {
  /** Address for a client, ending in /v1. */
  url: string;
  close: () => Promise<void>;
};

/**
 * For tests: an HTTP server in the place of a model provider that answers with one piece of JSON, or fails as scripted.
 * An endless answer begins with `opening`; a refusal carries a key, which must be found in no log.
 */
export async function startFakeModelServer(options: { answer: (request: FakeRequest) => FakeAnswer; opening: string; port?: number }): Promise<FakeModelServer> {
  const server = createServer((request, response) => {
    void serve(request, response).catch(() => response.destroy());
  });

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const piece of request) body += String(piece);
    const { fault, text } = options.answer({ path: request.url ?? '', body: body || '{}', authorization: request.headers.authorization });
    if (fault.silent) return;
    if (fault.status && fault.status !== 200) {
      response.writeHead(fault.status, { 'content-type': 'application/json', ...fault.headers });
      response.end(fault.raw ?? JSON.stringify({ error: { message: 'scripted refusal of key sk-canary', type: 'scripted' } }));
      return;
    }
    // What holds the answer back comes before its first byte.
    const right = fault.raw ?? (fault.endless ? '' : await text());
    response.writeHead(200, { 'content-type': 'application/json' });
    if (fault.endless) {
      response.write(options.opening);
      const flood = '0.1,'.repeat(1_000_000);
      while (!response.destroyed) await new Promise((resolve) => response.write(flood, resolve));
    } else if (fault.half) response.write(right.slice(0, right.length / 2), () => fault.half === 'cut' && response.destroy());
    else response.end(right);
  }

  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Answers one after the other; the last one repeats. */
export function scripted<T>(first: T): { next: () => T; script: (...answers: T[]) => void } {
  let answers: T[] = [first];
  return {
    next: () => (answers.length > 1 ? answers.shift() : answers[0]) ?? first,
    script: (...next) => {
      answers = next;
    },
  };
}
