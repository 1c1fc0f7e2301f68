/** Thrown instead of asking a server that has just failed. */
export class CircuitOpen extends Error {
  constructor(cause: unknown) {
    super('The server failed a moment ago and is left alone for a while.', { cause });
    this.name = 'CircuitOpen';
  }
}

/** The first pause after a failure and the longest one, in milliseconds; each failure in a row doubles it. */
const pauses = { first: 2_000, longest: 60_000 };

/**
 * Keeps people from waiting again and again for a server that does not answer. After a failure everybody is refused at
 * once for a while; then one may try, and success lets all in again. `now` is in milliseconds.
 */
export class CircuitBreaker {
  private failures = 0;
  private openUntil = 0;
  private trialRuns = false;
  private lastError: unknown;

  constructor(private readonly now: () => number = () => performance.now()) {}

  /** Runs `work`, or throws {@link CircuitOpen}. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    const isTrial = this.failures > 0;
    if (isTrial && (this.trialRuns || this.now() < this.openUntil)) throw new CircuitOpen(this.lastError);
    this.trialRuns = isTrial;
    try {
      const result = await work();
      this.failures = 0;
      return result;
    } catch (error) {
      this.lastError = error;
      // Those who were let in together fail together: that is one failure.
      if (isTrial || this.failures === 0) {
        this.openUntil = this.now() + Math.min(pauses.first * 2 ** this.failures, pauses.longest);
        this.failures += 1;
      }
      throw error;
    } finally {
      if (isTrial) this.trialRuns = false;
    }
  }
}
