import { setTimeout as sleep } from 'node:timers/promises';
import type { EnqueuedTask, Meilisearch, Task } from 'meilisearch';
import { codeOf } from './server';

/** The server worked on a task and could not do it: sending the same again will hardly help. */
export class TaskFailed extends Error {
  constructor(task: Task) {
    super(`Meilisearch refused a task (${task.type}): ${task.error?.message ?? task.status}`);
    this.name = 'TaskFailed';
  }
}

/** The server has taken a task but not finished it, for longer than is waited for. */
export class TaskPending extends Error {
  constructor(readonly taskUid: number) {
    super(`Meilisearch has not finished task ${taskUid} yet: its queue is long, or stuck.`);
    this.name = 'TaskPending';
  }
}

export type Wait = {
  /** Milliseconds to wait for one task. */
  patience: number;
  /** Called between two looks at a task; throws to give up. */
  onWait?: () => Promise<void>;
};

/** Milliseconds between two looks at a task: the first, and the longest. */
const pause = { first: 10, longest: 500 };

/** Waits until a task has succeeded. Throws {@link TaskFailed} or {@link TaskPending}. */
export async function succeeded(client: Meilisearch, enqueued: PromiseLike<EnqueuedTask>, wait: Wait): Promise<void> {
  const { taskUid } = await enqueued;
  const end = performance.now() + wait.patience;
  for (let next = pause.first; ; next = Math.min(next * 1.5, pause.longest)) {
    const task = await client.tasks.getTask(taskUid);
    if (task.status === 'succeeded') return;
    if (task.status !== 'enqueued' && task.status !== 'processing') throw new TaskFailed(task);
    if (performance.now() > end) throw new TaskPending(taskUid);
    await wait.onWait?.();
    await sleep(next);
  }
}

/** Whether a task still waits or runs. One that the server has forgotten does neither. */
export async function isPending(client: Meilisearch, taskUid: number): Promise<boolean> {
  try {
    const { status } = await client.tasks.getTask(taskUid);
    return status === 'enqueued' || status === 'processing';
  } catch (error) {
    if (codeOf(error) === 'task_not_found') return false;
    throw error;
  }
}
