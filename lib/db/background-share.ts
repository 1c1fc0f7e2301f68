/**
 * A question is a dozen statements, one after the other. Background work begins when none has come for so long, in
 * milliseconds: it would not be finished before the next one.
 */
const lull = 15;
/** Without such a lull it has this share of the time, so that it goes on in the busiest portal and hardly anybody notices. */
const busyShare = 0.04;
/** But never waits longer than this after it was asked for, in milliseconds: to make an index takes minutes. */
const longestWait = 1_000;

/** When background work may have the database's one session. All times are in milliseconds, of one clock. */
export class BackgroundShare {
  private lastWaitedFor = Number.NEGATIVE_INFINITY;
  /** From when on the background has had no more than its share of the time since it began last. */
  private evenFrom = Number.NEGATIVE_INFINITY;

  /** A statement that somebody waited for has ended. */
  waitedFor(end: number): void {
    this.lastWaitedFor = end;
  }

  /** The background has had the session since `start`. */
  worked(start: number, end: number): void {
    this.evenFrom = start + (end - start) / busyShare;
  }

  /** From when on work that was asked for at `since` goes before statements that somebody waits for. */
  dueAt(since: number): number {
    return Math.min(Math.max(since, this.evenFrom), since + longestWait);
  }

  /** From when on it may begin while nobody waits. */
  mayBeginAt(since: number): number {
    return Math.min(this.lastWaitedFor + lull, this.dueAt(since));
  }
}
