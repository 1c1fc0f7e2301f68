/** How many times longer something may take by the clock than its own work takes: the machine has others to serve. */
export const mostSlowdown = 5;

export type Reading = { /** By the clock, in milliseconds. */ clock: number; /** Time of processors that this process used, in milliseconds. */ used: number };

export function readTime(): Reading {
  const { user, system } = process.cpuUsage();
  return { clock: performance.now(), used: (user + system) / 1_000 };
}

/**
 * How long this process has worked, in milliseconds of a processor. By the clock alone a page would be given up because
 * others kept the machine busy; what neither works nor ends is not waited for without end either.
 */
export function workedSince(begun: Reading, now: Reading = readTime()): number {
  return Math.max(now.used - begun.used, (now.clock - begun.clock) / mostSlowdown);
}
