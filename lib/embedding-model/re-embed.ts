import { pool } from '@/lib/db/client';
import { fillSentences } from '@/lib/ingest/fill-sentences';
import { fillVectors } from '@/lib/ingest/fill-vectors';
import { passageVectors } from '@/lib/retrieval/vector-tables';
import { type ChangeRun, reportChange } from './change-run';

/** Documents are taken together until they have about this many passages. */
const windowSize = 128;
const documentsPerLook = 50;
/** A document that is being written for the first time gets its vectors from its reader. */
const isSearched = 'current_version_id IS NOT NULL';

export type ReembedOptions = {
  signal?: AbortSignal;
  /** Called before what was embedded is stored; for tests that want to interfere at that moment. */
  onBatch?: () => Promise<void> | void;
};

/**
 * One pass over a team's documents: gives every passage, and its sentences, the vectors that they lack in the new space.
 * What is already there is left as it is, so that an interrupted pass goes on where it stopped. Returns how many
 * passages were given vectors.
 */
export async function reembedTeam(run: ChangeRun, options: ReembedOptions = {}): Promise<number> {
  let made = 0;
  let secondsPerPassage: number | undefined;
  for await (const documents of windows(run.teamId)) {
    options.signal?.throwIfAborted();
    const began = performance.now();
    const fresh = await fillVectors(run.teamId, documents, run, { signal: options.signal, onBatch: (passages) => beforeStoring(run, passages, options) });
    for (const documentId of documents) {
      await fillSentences(run.teamId, documentId, run, { signal: options.signal, onBatch: () => beforeStoring(run, 0, options) });
    }
    if (fresh === 0) continue;
    made += fresh;
    const lately = (performance.now() - began) / 1_000 / fresh;
    secondsPerPassage = secondsPerPassage === undefined ? lately : 0.7 * secondsPerPassage + 0.3 * lately;
    await reportChange(run, 0, secondsPerPassage * (await passagesLeft(run)));
  }
  return made;
}

/** Nothing is stored for a change that has ended. */
async function beforeStoring(run: ChangeRun, passages: number, { onBatch }: ReembedOptions): Promise<void> {
  await onBatch?.();
  await reportChange(run, passages);
}

/** The team's documents, in groups of about as many passages. */
async function* windows(teamId: string): AsyncGenerator<string[]> {
  let group: string[] = [];
  let passages = 0;
  for (let after = ''; ; ) {
    const { rows } = await pool().query<{ id: string; passages: number }>(
      `SELECT id, passage_count AS passages FROM document WHERE team_id = $1 AND id > $2 AND ${isSearched} ORDER BY id LIMIT ${documentsPerLook}`,
      [teamId, after],
    );
    for (const row of rows) {
      group.push(row.id);
      passages += row.passages;
      if (passages < windowSize) continue;
      yield group;
      group = [];
      passages = 0;
    }
    const last = rows.at(-1);
    if (!last) break;
    after = last.id;
  }
  if (group.length > 0) yield group;
}

async function passagesLeft({ teamId, space }: ChangeRun): Promise<number> {
  const counted = await pool().query<{ left: number }>(
    `SELECT greatest(0, coalesce(sum(passage_count), 0) - (SELECT count(*) FROM ${passageVectors(space)} WHERE team_id = $1))::int AS left
     FROM document WHERE team_id = $1 AND ${isSearched}`,
    [teamId],
  );
  return counted.rows[0]?.left ?? 0;
}
