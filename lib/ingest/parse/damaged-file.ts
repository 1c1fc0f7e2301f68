import { AppError } from '@/lib/errors/app-error';

/** What a person is told when a file cannot be made sense of; `cause` is for the log. */
export function damagedFile(cause?: unknown): AppError {
  return new AppError('unsupported:damaged', 'We could not read this file: it is damaged. Save it again in its program and upload the new copy.', { cause });
}
