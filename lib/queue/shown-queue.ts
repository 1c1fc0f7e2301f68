// What the pages show of a team's documents that wait to be read. Client-safe: types only.

/** How many files are refused for a reason that lies in them. */
export type RefusedFiles = { reason: 'password' | 'damaged' | 'no text' | 'too large' | 'other'; count: number };

export type ShownQueue = {
  /** Documents that wait, and that are being read now. */
  waiting: number;
  reading: number;
  /** Documents that could not be read, whenever that was. */
  failed: number;
  /** Those of them that another try may read, and why the others stay as they are: the most frequent reason first. */
  retryable: number;
  refused: RefusedFiles[];
  /** Archives whose files are being made documents, or wait for that: the one at work first. */
  unpacking: { importId: string; name: string; done: number; all: number }[];
  /** Since when nothing more is begun (ISO), and who wanted that. */
  paused?: { at: string; by: string };
  /** Documents that were dealt with, of how many, since the queue was last empty; undefined while nothing waits. */
  batch?: { done: number; total: number };
  /** From what was measured lately; undefined while that is too little to tell. */
  secondsLeft?: number;
  /** The latest batch that ended: when (ISO), how many documents were read, how many failed. */
  lastBatch?: { endedAt: string; read: number; failed: number };
};
