import { APICallError } from '@ai-sdk/provider';
import { streamText } from 'ai';
import { extractiveReport, type ExtractiveOptions, type ExtractiveReport } from '@/lib/ai/extractive-model';
import { type CallEnd, languageCall } from '@/lib/ai/language-call';
import type { TeamModel } from '@/lib/ai/language-models';
import { retryAfterOf } from '@/lib/ai/retry-after';
import { saidUsage } from '@/lib/ai/said-usage';
import type { CallSink } from '@/lib/usage/model-call';
import type { ModelUsage } from '@/lib/usage/model-usage';
import type { Prompt } from './prompt';

export type AnswerEvent =
  | { type: 'text'; delta: string }
  | { type: 'retry'; attempt: number; of: number }
  | {
      type: 'end';
      /** What the built-in model decided, and by what. */
      report?: ExtractiveReport;
      /** The model's own limit ended the answer. */
      cut: boolean;
    };

/** The model failed: `started` tells whether words had already come. */
export class ModelFailure extends Error {
  constructor(readonly started: boolean, options: ErrorOptions) {
    super('The model failed.', options);
    this.name = 'ModelFailure';
  }
}

export type AnswerCall = {
  team: TeamModel;
  prompt: Prompt;
  extractive: ExtractiveOptions;
  signal: AbortSignal;
  /** Takes every try, also those that failed or were stopped. */
  spend: CallSink;
  patience?: Patience;
};

/** How long a model is waited for, in milliseconds. */
export type Patience = {
  /** For all tries together, from the first one's failure on. */
  retries: number;
  /** For the first sign of life of a provider, and of a server of one's own, which may first have to load the model. */
  hosted: number;
  own: number;
  /** Between two signs of life. */
  between: number;
  /** For the whole answer. */
  whole: number;
  /** Lets the time before a retry pass. */
  pause: (milliseconds: number, signal: AbortSignal) => Promise<void>;
};

export const usualPatience: Patience = { retries: 30_000, hosted: 30_000, own: 120_000, between: 60_000, whole: 600_000, pause };

const retries = 2;
/** Characters. A model that goes on for longer has lost itself. */
const longestAnswer = 60_000;

/** Streams the model's words. Retries while nothing has come; afterwards a failure is final. Throws {@link ModelFailure}. */
export async function* answer(call: AnswerCall): AsyncGenerator<AnswerEvent> {
  const { signal, patience = usualPatience } = call;
  let spent = 0;
  for (let attempt = 0; ; attempt += 1) {
    const began = performance.now();
    let started = false;
    try {
      for await (const event of attemptAnswer(call, attempt === 0 ? Number.POSITIVE_INFINITY : patience.retries - spent)) {
        if (event.type === 'text') started = true;
        yield event;
      }
      return;
    } catch (error) {
      if (signal.aborted) throw error;
      const wait = started ? undefined : retryDelay(error, attempt);
      spent += performance.now() - began + (wait ?? 0);
      if (wait === undefined || spent >= patience.retries) throw new ModelFailure(started, { cause: error });
      yield { type: 'retry', attempt: attempt + 2, of: retries + 1 };
      await patience.pause(wait, signal);
    }
  }
}

/** One try, which is spent however it ends: also when nobody wants the rest of its words. `most`: milliseconds until its first word. */
async function* attemptAnswer(call: AnswerCall, most: number): AsyncGenerator<AnswerEvent> {
  const began = performance.now();
  const said: { usage?: ModelUsage } = {};
  let end: Pick<CallEnd, 'outcome'> & { error?: unknown } = { outcome: 'stopped' };
  try {
    yield* streamedAnswer(call, most, said);
    end = { outcome: 'done' };
  } catch (error) {
    if (!call.signal.aborted) end = { outcome: 'failed', error };
    throw error;
  } finally {
    call.spend(languageCall('answer', call.team, { error: undefined, ...end, ...said, milliseconds: performance.now() - began }));
  }
}

async function* streamedAnswer(call: AnswerCall, most: number, said: { usage?: ModelUsage }): AsyncGenerator<AnswerEvent> {
  const { team, signal, patience = usualPatience } = call;
  // The client's own limit for the first word begins only when the server has answered at all.
  const silence = new AbortController();
  const timer = setTimeout(() => silence.abort(), Math.min(team.facts.price ? patience.hosted : patience.own, most));
  try {
    yield* words(call, patience, AbortSignal.any([signal, silence.signal]), said, () => clearTimeout(timer));
  } finally {
    clearTimeout(timer);
  }
}

/** `onSign` is called when the model has begun to speak or to think. */
async function* words({ team, prompt, extractive }: AnswerCall, patience: Patience, signal: AbortSignal, said: { usage?: ModelUsage }, onSign: () => void): AsyncGenerator<AnswerEvent> {
  const result = streamText({
    model: team.model,
    instructions: prompt.instructions,
    messages: prompt.messages,
    maxRetries: 0,
    abortSignal: signal,
    timeout: { chunkMs: patience.between, totalMs: patience.whole },
    include: { rawChunks: !team.extractive },
    providerOptions: team.extractive ? { footnote: extractive } : undefined,
    // Errors arrive in the stream below; the default handler would print prompts to the log.
    onError: () => {},
  });
  let report: ExtractiveReport | undefined;
  let cut = false;
  let length = 0;
  for await (const part of result.stream) {
    if (part.type === 'text-delta' || part.type === 'reasoning-delta') onSign();
    if (part.type === 'text-delta' && part.text) {
      length += part.text.length;
      yield { type: 'text', delta: part.text };
      if (length > longestAnswer) return yield { type: 'end', cut: true };
    } else if (part.type === 'raw') said.usage = saidUsage(said.usage, part.rawValue);
    else if (part.type === 'error') throw part.error;
    else if (part.type === 'abort') throw new Error(part.reason ?? 'The model took too long.');
    else if (part.type === 'finish-step') {
      const { inputTokens, outputTokens } = part.usage;
      if (inputTokens !== undefined || outputTokens !== undefined) said.usage = { input: inputTokens ?? 0, output: outputTokens ?? 0 };
      report = extractiveReport.safeParse(part.providerMetadata?.footnote).data;
      if (brokenOff.has(part.finishReason)) throw new Error(`The model stopped: ${part.rawFinishReason ?? part.finishReason}.`);
      cut = part.finishReason === 'length';
    }
  }
  if (length === 0) throw new Error('The model answered with nothing.');
  yield { type: 'end', ...(report ? { report } : {}), cut };
}

/** Ends at which the answer is not whole: also the provider's own filter breaks it off. */
const brokenOff = new Set<string>(['error', 'interrupted', 'content-filter']);

/** Milliseconds to wait before trying again; undefined when trying again would not help. */
function retryDelay(error: unknown, attempt: number): number | undefined {
  if (attempt >= retries || !isPassing(error)) return undefined;
  const seconds = retryAfterOf(error);
  return seconds === undefined ? 1_000 * 2 ** attempt : seconds * 1_000;
}

function isPassing(error: unknown): boolean {
  if (!APICallError.isInstance(error)) return false;
  // Without a status the server was not reached at all, which may pass too.
  return error.statusCode === undefined || error.statusCode === 408 || error.statusCode === 429 || error.statusCode >= 500;
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, milliseconds);
    signal.addEventListener('abort', stop, { once: true });
  });
}
