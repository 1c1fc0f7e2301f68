import { APICallError } from '@ai-sdk/provider';

/** Seconds that a server asks to wait before the next call, given as a number or as a date; undefined when it does not. */
export function retryAfterOf(error: unknown): number | undefined {
  const value = APICallError.isInstance(error) ? error.responseHeaders?.['retry-after'] : undefined;
  if (!value) return undefined;
  const seconds = Number.isFinite(Number(value)) ? Number(value) : (Date.parse(value) - Date.now()) / 1_000;
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : undefined;
}
