import { APICallError } from '@ai-sdk/provider';
import { streamText } from 'ai';
import { type AnswerEvidence, extractiveReport, type ExtractiveOptions } from '@/lib/ai/extractive-model';
import { type CallEnd, languageCall } from '@/lib/ai/language-call';
import type { TeamModel } from '@/lib/ai/language-models';
import { saidUsage } from '@/lib/ai/said-usage';
import type { CallSink } from '@/lib/usage/model-call';
import type { ModelUsage } from '@/lib/usage/model-usage';
import type { Prompt } from './prompt';

export type AnswerEvent =
  | { type: 'text'; delta: string }
  | { type: 'retry'; attempt: number; of: number }
  | {
      type: 'end';
      /** False when the built-in model found no answer in the passages. */
      found: boolean;
      /** What the built-in model decided by. */
      evidence?: AnswerEvidence;
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
};

const retries = 2;
/** Milliseconds; waiting for retries ends here in total. */
const retryBudget = 30_000;
/** Milliseconds without a sign of life. Servers of one's own may first have to load the model. */
const patience = { hosted: 30_000, own: 120_000, between: 60_000 };

/** Streams the model's words. Retries while nothing has come; afterwards a failure is final. Throws {@link ModelFailure}. */
export async function* answer(call: AnswerCall): AsyncGenerator<AnswerEvent> {
  const began = performance.now();
  for (let attempt = 0; ; attempt += 1) {
    let started = false;
    try {
      for await (const event of attemptAnswer(call)) {
        if (event.type === 'text') started = true;
        yield event;
      }
      return;
    } catch (error) {
      if (call.signal.aborted) throw error;
      const wait = started ? undefined : retryDelay(error, attempt);
      if (wait === undefined || performance.now() - began + wait > retryBudget) throw new ModelFailure(started, { cause: error });
      yield { type: 'retry', attempt: attempt + 2, of: retries + 1 };
      await sleep(wait, call.signal);
    }
  }
}

/** One try, which is spent however it ends: also when nobody wants the rest of its words. */
async function* attemptAnswer(call: AnswerCall): AsyncGenerator<AnswerEvent> {
  const began = performance.now();
  const said: { usage?: ModelUsage } = {};
  let end: Pick<CallEnd, 'outcome'> & { error?: unknown } = { outcome: 'stopped' };
  try {
    yield* streamedAnswer(call, said);
    end = { outcome: 'done' };
  } catch (error) {
    if (!call.signal.aborted) end = { outcome: 'failed', error };
    throw error;
  } finally {
    call.spend(languageCall('answer', call.team, { error: undefined, ...end, ...said, milliseconds: performance.now() - began }));
  }
}

async function* streamedAnswer({ team, prompt, extractive, signal }: AnswerCall, said: { usage?: ModelUsage }): AsyncGenerator<AnswerEvent> {
  const result = streamText({
    model: team.model,
    instructions: prompt.instructions,
    messages: prompt.messages,
    maxRetries: 0,
    abortSignal: signal,
    timeout: { firstChunkMs: team.facts.price ? patience.hosted : patience.own, chunkMs: patience.between },
    include: { rawChunks: !team.extractive },
    providerOptions: team.extractive ? { footnote: extractive } : undefined,
    // Errors arrive in the stream below; the default handler would print prompts to the log.
    onError: () => {},
  });
  let found = true;
  let evidence: AnswerEvidence | undefined;
  let cut = false;
  let started = false;
  for await (const part of result.stream) {
    if (part.type === 'text-delta' && part.text) {
      started = true;
      yield { type: 'text', delta: part.text };
    } else if (part.type === 'raw') said.usage = saidUsage(said.usage, part.rawValue);
    else if (part.type === 'error') throw part.error;
    else if (part.type === 'abort') throw new Error(part.reason ?? 'The model took too long.');
    else if (part.type === 'finish-step') {
      const { inputTokens, outputTokens } = part.usage;
      if (inputTokens !== undefined || outputTokens !== undefined) said.usage = { input: inputTokens ?? 0, output: outputTokens ?? 0 };
      const report = extractiveReport.safeParse(part.providerMetadata?.footnote);
      if (report.success) ({ found, evidence } = report.data);
      if (part.finishReason === 'error' || part.finishReason === 'interrupted') throw new Error(`The model stopped: ${part.rawFinishReason ?? part.finishReason}.`);
      cut = part.finishReason === 'length';
    }
  }
  if (!started) throw new Error('The model answered with nothing.');
  yield { type: 'end', found, ...(evidence ? { evidence } : {}), cut };
}

/** Milliseconds to wait before trying again; undefined when trying again would not help. */
function retryDelay(error: unknown, attempt: number): number | undefined {
  if (attempt >= retries || !isPassing(error)) return undefined;
  const after = APICallError.isInstance(error) ? Number(error.responseHeaders?.['retry-after']) : Number.NaN;
  return Number.isFinite(after) && after >= 0 ? after * 1_000 : 1_000 * 2 ** attempt;
}

function isPassing(error: unknown): boolean {
  if (!APICallError.isInstance(error)) return false;
  // Without a status the server was not reached at all, which may pass too.
  return error.statusCode === undefined || error.statusCode === 408 || error.statusCode === 429 || error.statusCode >= 500;
}

function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
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
