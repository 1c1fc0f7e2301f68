// Client-safe: types only. What the timeline on a document's page shows.
import type { RunOutcome, StageRecord } from '@/lib/ingest/ingest-run';

export type DocumentRun = {
  attempt: number;
  /** ISO times; `endedAt` is missing while it lasts, and for one that was cut off. */
  startedAt: string;
  endedAt?: string;
  outcome?: RunOutcome;
  stages: StageRecord[];
  /** Of the file that was read. */
  version: { number: number; sizeBytes: number; storedAt: string };
};
