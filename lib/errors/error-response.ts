import { ZodError } from 'zod';
import { AppError, toAppError } from './app-error';

/** What every failing route answers: `{ error: { code, message, requestId } }`. */
export type ErrorBody = { error: { code: string; message: string; requestId: string } };

/** Turns whatever was thrown into a response; details stay in the server's log, found again by the request id. */
export function errorResponse(thrown: unknown): Response {
  const requestId = crypto.randomUUID();
  const error =
    thrown instanceof ZodError ? new AppError('bad_request:input', sentenceOf(thrown)) : toAppError(thrown);
  if (error.status >= 500) console.error(`request ${requestId}:`, error.cause ?? error);
  const body: ErrorBody = { error: { code: error.code, message: error.message, requestId } };
  const headers: Record<string, string> = { 'cache-control': 'no-store' };
  if (error.retryAfterSeconds !== undefined) headers['retry-after'] = String(error.retryAfterSeconds);
  return Response.json(body, { status: error.status, headers });
}

/** The first problem of a failed parse as a sentence that names the field. */
export function sentenceOf(error: ZodError): string {
  const issue = error.issues[0];
  if (!issue) return 'The request could not be read.';
  const field = issue.path.join('.');
  return field ? `${field}: ${issue.message}` : issue.message;
}

/** Reads a JSON body of at most `maxBytes`; anything that is not JSON becomes a bad request, never a crash. */
export async function readJson(request: Request, maxBytes = 1_000_000): Promise<unknown> {
  const declared = Number(request.headers.get('content-length') ?? 0);
  if (declared > maxBytes) throw new AppError('too_large:request', 'This request is too large.');
  const text = await request.text();
  if (text.length > maxBytes) throw new AppError('too_large:request', 'This request is too large.');
  try {
    return JSON.parse(text);
  } catch {
    throw new AppError('bad_request:json', 'The request is not valid JSON.');
  }
}
