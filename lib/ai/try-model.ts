import { APICallError } from '@ai-sdk/provider';
import { generateText } from 'ai';
import type { Viewer } from '@/lib/auth/viewer';
import { AppError } from '@/lib/errors/app-error';
import { environmentModel, openModel } from './language-models';
import { addressFrom, type ModelSettingInput } from './model-setting';

export type ModelTrial = { ok: boolean; message: string };

const patience = 30_000;

/** Asks the described model one small question and says in a sentence whether it answers, or what is wrong. For admins. */
export async function tryModel(viewer: Viewer, input: ModelSettingInput): Promise<ModelTrial> {
  const address = (await addressFrom(viewer, input)) ?? environmentModel();
  if (address.provider === 'extractive') return { ok: true, message: 'The built-in model needs nothing and is ready.' };
  const began = performance.now();
  try {
    const team = openModel(address);
    await generateText({
      model: team.model,
      prompt: 'Answer with one word: ready',
      maxRetries: 0,
      maxOutputTokens: 200,
      abortSignal: AbortSignal.timeout(patience),
    });
    const seconds = ((performance.now() - began) / 1_000).toFixed(1);
    return { ok: true, message: `“${team.name}” answered in ${seconds} s.` };
  } catch (error) {
    return { ok: false, message: whatIsWrong(error, { ...address, model: address.model ?? 'the default model' }) };
  }
}

// The providers' own words are not repeated: some of them quote the key.
function whatIsWrong(error: unknown, { baseUrl, model }: { baseUrl?: string; model: string }): string {
  const server = baseUrl ? `The server at ${baseUrl}` : 'The provider';
  if (error instanceof AppError) return error.message;
  if (error instanceof DOMException || (error instanceof Error && /abort|timeout/i.test(error.name))) {
    return `${server} was reached but did not answer within ${patience / 1_000} seconds.`;
  }
  if (!APICallError.isInstance(error)) return `${server} answered, but not in the form of a chat model. Check the address: most end in /v1.`;
  switch (error.statusCode) {
    case undefined:
      return unreachable(error, server);
    case 200:
      return `${server} answered, but not in the form of a chat model. Check the address: most end in /v1.`;
    case 400:
    case 422:
      return `${server} refused the request (${error.statusCode}). Check the name of the model, “${model}”.`;
    case 401:
    case 403:
      return `${server} refused the key (${error.statusCode}). Enter a key that is valid there.`;
    case 402:
      return `${server} asks for payment: the account has no credit left.`;
    case 404:
      return `${server} does not know the model “${model}”, or the address is not complete: most end in /v1.`;
    case 429:
      return `${server} refuses for now: too many requests, or the account's limit is used up.`;
    default:
      return `${server} answered with an error (${error.statusCode}). Try again later, or look into its log.`;
  }
}

function unreachable(error: APICallError, server: string): string {
  const codes = new Set<unknown>();
  for (let cause: unknown = error; cause instanceof Error && codes.size < 10; cause = cause.cause) {
    if ('code' in cause) codes.add(cause.code);
  }
  if (codes.has('ENOTFOUND') || codes.has('EAI_AGAIN')) return `${server} could not be found: no computer has this name.`;
  if (codes.has('ECONNREFUSED')) return `${server} could not be reached: nothing answers at this address and port. Is it running?`;
  return `${server} could not be reached. Check the address, and whether this computer may connect to it.`;
}
