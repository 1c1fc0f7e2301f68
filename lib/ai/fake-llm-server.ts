import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the server does with one request. */
export type ScriptedAnswer = {
  /** Pieces of text, sent one after the other; the prompt is given so that an attack can be echoed. */
  text?: string[] | ((prompt: string) => string[]);
  /** Milliseconds before each piece. */
  delay?: number;
  /** Waits for this before the piece with the index. */
  hold?: { at: number; until: Promise<unknown> };
  /** Breaks the connection before the piece with this index. */
  cutAt?: number;
  /** Ends the stream before the piece with this index as if it were complete, but without its closing words. */
  endAt?: number;
  status?: number;
  headers?: Record<string, string>;
  /** Accepts the request and never says a word. */
  silent?: boolean;
  /** Sent instead of the protocol. */
  raw?: string;
  /** What it says that it used; 100 tokens in and one out for each piece when not given. */
  usage?: { input: number; output: number } | ((prompt: string, answer: string) => { input: number; output: number });
  /** Says what it used so far with each piece, as some servers do, and not only at the end. */
  counting?: boolean;
};

/** A request as it arrived. */
export type ScriptedRequest = {
  /** The text of all messages. */
  prompt: string;
  messages: { role: string; content: string }[];
};

export type FakeLlm = {
  /** Address for an OpenAI-compatible client, ending in /v1. */
  url: string;
  /** Bodies of the requests so far. */
  requests: (ScriptedRequest & { stream: boolean; authorization: string | undefined; /** What it has said last that the request used. */ said?: { input: number; output: number } })[];
  /** Answers to come, one per request; the last one repeats. */
  script: (...answers: (ScriptedAnswer | ((request: ScriptedRequest) => ScriptedAnswer))[]) => void;
  close: () => Promise<void>;
};

/** For tests: a server that speaks chat completions (plain and streamed) and does what it is told, also badly. */
export async function startFakeLlm(): Promise<FakeLlm> {
  const requests: FakeLlm['requests'] = [];
  let answers: Parameters<FakeLlm['script']> = [{ text: ['ready'] }];
  const server = createServer((request, response) => {
    void serve(request, response).catch(() => response.destroy());
  });
  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const piece of request) body += String(piece);
    const parsed = JSON.parse(body || '{}') as { messages?: { role: string; content: unknown }[]; stream?: boolean };
    const messages = (parsed.messages ?? []).map(({ role, content }) => ({ role, content: textOf(content) }));
    const prompt = messages.map((message) => message.content).join('\n');
    const noted: FakeLlm['requests'][number] = { prompt, messages, stream: parsed.stream === true, authorization: request.headers.authorization };
    requests.push(noted);
    const next = (answers.length > 1 ? answers.shift() : answers[0]) ?? {};
    await respond(response, typeof next === 'function' ? next(noted) : next, noted);
  }
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

async function respond(response: ServerResponse, answer: ScriptedAnswer, noted: FakeLlm['requests'][number]): Promise<void> {
  const { prompt, stream } = noted;
  if (answer.silent) return;
  if (answer.status && answer.status !== 200) {
    response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
    response.end(JSON.stringify({ error: { message: 'scripted refusal of key sk-canary', type: 'scripted' } }));
    return;
  }
  if (answer.raw !== undefined) {
    response.writeHead(200, { 'content-type': stream ? 'text/event-stream' : 'application/json' });
    response.end(answer.raw);
    return;
  }
  const pieces = typeof answer.text === 'function' ? answer.text(prompt) : (answer.text ?? []);
  const { input, output } = (typeof answer.usage === 'function' ? answer.usage(prompt, pieces.join('')) : answer.usage) ?? { input: 100, output: pieces.length };
  const usageOf = (completion: number) => {
    noted.said = { input, output: completion };
    return { prompt_tokens: input, completion_tokens: completion, total_tokens: input + completion };
  };
  const head = { id: 'fake', object: 'chat.completion', created: 0, model: 'fake' };
  if (!stream) {
    response.writeHead(200, { 'content-type': 'application/json' });
    const message = { role: 'assistant', content: pieces.join('') };
    response.end(JSON.stringify({ ...head, choices: [{ index: 0, message, finish_reason: 'stop' }], usage: usageOf(output) }));
    return;
  }
  response.writeHead(200, { 'content-type': 'text/event-stream', ...answer.headers });
  const send = (value: object) => response.write(`data: ${JSON.stringify({ ...head, object: 'chat.completion.chunk', ...value })}\n\n`);
  for (const [index, content] of pieces.entries()) {
    if (answer.hold?.at === index) await answer.hold.until;
    if (answer.delay) await new Promise((resolve) => setTimeout(resolve, answer.delay));
    if (answer.cutAt === index) {
      response.destroy();
      return;
    }
    if (answer.endAt === index) {
      response.end();
      return;
    }
    send({ choices: [{ index: 0, delta: { role: 'assistant', content }, finish_reason: null }], ...(answer.counting && { usage: usageOf(Math.min(output, index + 1)) }) });
  }
  if (answer.cutAt !== undefined) {
    if (answer.delay) await new Promise((resolve) => setTimeout(resolve, answer.delay));
    response.destroy();
    return;
  }
  send({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] });
  send({ choices: [], usage: usageOf(output) });
  response.end('data: [DONE]\n\n');
}

function textOf(content: unknown): string {
  if (typeof content === 'string') return content;
  return Array.isArray(content) ? content.map((part: { text?: string }) => part.text ?? '').join('') : '';
}
