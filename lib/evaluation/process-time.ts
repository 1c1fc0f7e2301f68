import { readdir, readFile } from 'node:fs/promises';
import { namedDescendants } from './process-memory';

/** Seconds on a processor, and seconds that a process could have run but others had the processors. */
export type ProcessTime = { ran: number; waited: number };

/**
 * How much time the processes below one have taken, by what they run, as the kernel's scheduler counts it: on a machine
 * that does other things too, it tells work from waiting for a processor, which a clock on the wall cannot.
 */
export class ProcessTimes {
  private readonly seen = new Map<number, ProcessTime & { name: string }>();

  constructor(private readonly root: number) {}

  /** Totals up to now. What a process took after the last look is lost when it ends: look every second or so. */
  async look(): Promise<Map<string, ProcessTime>> {
    for (const [pid, name] of await namedDescendants(this.root)) {
      const time = await timeOf(pid);
      const before = this.seen.get(pid);
      this.seen.set(pid, { name, ran: Math.max(time.ran, before?.ran ?? 0), waited: Math.max(time.waited, before?.waited ?? 0) });
    }
    const totals = new Map<string, ProcessTime>();
    for (const { name, ran, waited } of this.seen.values()) addTime(totals, name, { ran, waited });
    return totals;
  }
}

/** Adds what passed between two looks to sums, by kind of process. */
export function addPassed(sums: Map<string, ProcessTime>, before: Map<string, ProcessTime>, after: Map<string, ProcessTime>): void {
  for (const [name, { ran, waited }] of after) addTime(sums, name, { ran: ran - (before.get(name)?.ran ?? 0), waited: waited - (before.get(name)?.waited ?? 0) });
}

function addTime(sums: Map<string, ProcessTime>, name: string, time: ProcessTime): void {
  const sum = sums.get(name) ?? { ran: 0, waited: 0 };
  sums.set(name, { ran: sum.ran + time.ran, waited: sum.waited + time.waited });
}

/** Of all threads of a process: /proc/PID/schedstat itself speaks of the first one only. */
async function timeOf(pid: number): Promise<ProcessTime> {
  const time = { ran: 0, waited: 0 };
  for (const thread of await readdir(`/proc/${pid}/task`).catch(() => [])) {
    const [ran = 0, waited = 0] = (await readFile(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').catch(() => '')).split(' ').map((nanoseconds) => Number(nanoseconds) / 1e9);
    time.ran += ran;
    time.waited += waited;
  }
  return time;
}
