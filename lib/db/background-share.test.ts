import { describe, expect, it } from 'vitest';
import { BackgroundShare } from './background-share';

describe('the share of background work in the database', () => {
  it('begins at once where nobody asks, and else after a lull', () => {
    const share = new BackgroundShare();
    expect(share.mayBeginAt(1_000)).toBeLessThanOrEqual(1_000);
    share.worked(1_000, 1_010);
    share.waitedFor(1_020);
    expect(share.mayBeginAt(1_020)).toBe(1_035);
  });

  it('is due for a twenty-fifth of a busy time', () => {
    const share = new BackgroundShare();
    let now = 0;
    let worked = 0;
    // Somebody asks without a pause; the background has pieces of 10 ms, each asked for when the last one ends.
    for (let since = 0; now < 100_000; ) {
      if (share.dueAt(since) <= now) {
        share.worked(now, now + 10);
        now += 10;
        worked += 10;
        since = now;
      } else {
        now += 2;
        share.waitedFor(now);
      }
    }
    expect(worked / now).toBeCloseTo(0.04, 2);
  });

  it('lets a short statement go soon, and one after minutes of work within a second', () => {
    const share = new BackgroundShare();
    share.worked(0, 0.4);
    expect(share.dueAt(1)).toBeCloseTo(10);
    share.worked(1, 120_000);
    expect(share.dueAt(120_000)).toBe(121_000);
  });
});
