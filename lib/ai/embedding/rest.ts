/** Failures in a row after which a model is left alone for a while. */
const failuresBeforeRest = 3;
const shortestRest = 15;
const longestRest = 600;

/**
 * A circuit breaker: after failures in a row nobody is kept waiting for a model that does not answer. Times are in
 * seconds, by a clock that is never set.
 */
export class Rest {
  private failures = 0;
  private until = 0;

  constructor(private readonly now: () => number = () => performance.now() / 1_000) {}

  /** Seconds for which another try is pointless; 0 when it may work. */
  left(): number {
    return Math.max(0, this.until - this.now());
  }

  succeed(): void {
    this.failures = 0;
    this.until = 0;
  }

  /** `retryAfter` is what the server asked for. Returns the seconds after which to try again. */
  fail(retryAfter?: number): number {
    this.failures += 1;
    const growing = Math.min(longestRest, shortestRest * 2 ** Math.max(0, this.failures - failuresBeforeRest));
    if (retryAfter !== undefined || this.failures >= failuresBeforeRest) {
      this.until = this.now() + Math.min(longestRest, retryAfter ?? growing);
    }
    return Math.min(longestRest, retryAfter ?? growing);
  }
}
