// What the pages show of a team's documents that wait to be read. Client-safe: types only.

export type ShownQueue = {
  /** Documents that wait, and that are being read now. */
  waiting: number;
  reading: number;
  /** Documents that could not be read, whenever that was. */
  failed: number;
  /** Since when nothing more is begun (ISO), and who wanted that. */
  paused?: { at: string; by: string };
  /** Documents that were dealt with, of how many, since the queue was last empty; undefined while nothing waits. */
  batch?: { done: number; total: number };
  /** From what was measured lately; undefined while that is too little to tell. */
  secondsLeft?: number;
  /** The latest batch that ended: when (ISO), how many documents were read, how many failed. */
  lastBatch?: { endedAt: string; read: number; failed: number };
};
