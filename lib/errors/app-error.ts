/** Subjects and reasons are open-ended, but a code always reads `reason:subject`, e.g. `not_found:document`. */
export type ErrorReason =
  | 'bad_request'
  | 'unauthorized'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'too_large'
  | 'unsupported'
  | 'rate_limited'
  | 'unavailable'
  | 'internal';

export type ErrorCode = `${ErrorReason}:${string}`;

const statusOf: Record<ErrorReason, number> = {
  bad_request: 400,
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  unsupported: 415,
  rate_limited: 429,
  unavailable: 503,
  internal: 500,
};

/** An error that a person may see: a code for machines, an HTTP status, and one plain sentence. */
export class AppError extends Error {
  readonly status: number;

  constructor(
    readonly code: ErrorCode,
    message: string,
    options?: ErrorOptions & { retryAfterSeconds?: number },
  ) {
    super(message, options);
    this.name = 'AppError';
    this.status = statusOf[code.slice(0, code.indexOf(':')) as ErrorReason];
    this.retryAfterSeconds = options?.retryAfterSeconds;
  }

  readonly retryAfterSeconds: number | undefined;
}

/** The one answer for things that do not exist and things that the viewer may not know of. */
export function notFound(subject: string): AppError {
  return new AppError(`not_found:${subject}`, `This ${subject} does not exist, or you do not have access to it.`);
}

/** PostgreSQL cannot hold NUL, in a value that is looked for neither; it says so in these words through every client. */
const nulRefused = 'invalid byte sequence for encoding "UTF8": 0x00';

/** The value a caught error stands for: itself when it is an AppError, otherwise an opaque internal error. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof Error && error.message.includes(nulRefused)) {
    return new AppError('bad_request:characters', 'The request holds a character that cannot be stored.', { cause: error });
  }
  return new AppError('internal:unexpected', 'Something went wrong on the server. Please try again.', { cause: error });
}
