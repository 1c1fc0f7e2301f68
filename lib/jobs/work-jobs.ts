import type { Job, PgBoss } from 'pg-boss';
import type { AnnounceJobData, ImportJobData, JobData, JobName } from './jobs';

/** Jobs that are worked on at the same time; `minPriority`: others are left alone. */
export type Lane = { concurrency?: number; minPriority?: number };

/** Nothing depends on it: a worker of the queue that was woken by nobody looks by itself after so many seconds. */
const lastResort = 60;

/**
 * Takes a queue's jobs, in the order of the lanes, until the queue's client stops. As long as there are any, no pause lies
 * between two (the queue's own workers pause after each job, which limits them to one in an interval), and while there
 * are none, one of the workers looks every `interval` milliseconds on behalf of all. A handler that throws fails its job.
 */
export async function workJobs<Data extends JobData | ImportJobData | AnnounceJobData>(
  boss: PgBoss,
  name: JobName,
  { interval, lanes = [{}] }: { interval: number; lanes?: Lane[] },
  handle: (data: Data) => Promise<void>,
): Promise<void> {
  const workers: { id: string; isBusy: boolean }[] = [];
  const wakeNext = () => {
    const idle = workers.find((worker) => !worker.isBusy);
    if (idle) boss.notifyWorker(idle.id);
  };
  for (const { concurrency = 1, minPriority } of lanes) {
    for (let n = 0; n < concurrency; n++) {
      const worker = { id: '', isBusy: false };
      const options = { pollingIntervalSeconds: lastResort, ...(minPriority !== undefined && { minPriority }) };
      worker.id = await boss.work<Data>(name, options, async ([job]: Job<Data>[]) => {
        if (!job) return;
        worker.isBusy = true;
        // Where there was one there may be more: for the next worker now, and for this one when it is done.
        wakeNext();
        boss.notifyWorker(worker.id);
        try {
          await handle(job.data);
        } finally {
          worker.isBusy = false;
        }
      });
      workers.push(worker);
    }
  }
  const timer = setInterval(wakeNext, interval);
  boss.once('stopped', () => clearInterval(timer));
}
