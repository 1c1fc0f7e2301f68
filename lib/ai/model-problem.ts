import { APICallError } from '@ai-sdk/provider';
import { AppError } from '@/lib/errors/app-error';

export type ProblemContext = {
  baseUrl?: string;
  model: string;
  /** What the server should have answered as. */
  kind: 'a chat model' | 'an embedding model' | 'a reranking model';
  /** How long it was waited for, in milliseconds. */
  patience: number;
};

/**
 * What is wrong with a model, in a sentence for people, told from the error of a call. The providers' own words are not
 * repeated: some of them quote the key.
 */
export function modelProblem(error: unknown, { baseUrl, model, kind, patience }: ProblemContext): string {
  const server = baseUrl ? `The server at ${baseUrl}` : 'The provider';
  const otherForm = `${server} answered, but not in the form of ${kind}. Check the address: most end in /v1.`;
  if (error instanceof AppError) return error.message;
  if (error instanceof DOMException || (error instanceof Error && /abort|timeout/i.test(error.name))) {
    return `${server} was reached but did not answer within ${patience / 1_000} seconds.`;
  }
  if (!APICallError.isInstance(error)) return otherForm;
  switch (error.statusCode) {
    case undefined:
      return unreachable(error, server);
    case 200:
      return causeCodes(error).has('UND_ERR_SOCKET') ? `${server} broke off in the middle of its answer.` : otherForm;
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
    case 413:
      return `${server} refuses texts of this length (413) for “${model}”.`;
    case 429:
      return `${server} refuses for now: too many requests, or the account's limit is used up.`;
    default:
      return `${server} answered with an error (${error.statusCode}). Try again later, or look into its log.`;
  }
}

/** The codes that the system gave to what went wrong, wherever in its causes. */
export function causeCodes(error: APICallError): Set<unknown> {
  const codes = new Set<unknown>();
  for (let cause: unknown = error; cause instanceof Error && codes.size < 10; cause = cause.cause) {
    if ('code' in cause) codes.add(cause.code);
  }
  return codes;
}

function unreachable(error: APICallError, server: string): string {
  const codes = causeCodes(error);
  if (codes.has('ENOTFOUND') || codes.has('EAI_AGAIN')) return `${server} could not be found: no computer has this name.`;
  if (codes.has('ECONNREFUSED')) return `${server} could not be reached: nothing answers at this address and port. Is it running?`;
  return `${server} could not be reached. Check the address, and whether this computer may connect to it.`;
}
