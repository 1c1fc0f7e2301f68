import { pool } from '@/lib/db/client';
import type { Claim } from './claim-document';

export type RunStage = 'parse' | 'chunk' | 'embed' | 'write' | 'sharpen';

/** One step of a reading: how long it took, and how much it yielded, where that can be counted. */
export type StageRecord = { stage: RunStage; milliseconds: number; size?: { count: number; unit: 'character' | 'passage' | 'sentence' } };

/** How a reading ended; 'released' went back to the queue. */
export type RunOutcome = 'ready' | 'failed' | 'released';

/** Collects what took how long while a document is read; a stage that is repeated counts as one. */
export class StageClock {
  readonly records: StageRecord[] = [];
  private current: { stage: RunStage; since: number } | undefined;

  /** Ends the stage before, if there was one, with what it yielded. */
  begin(stage: RunStage, yielded?: StageRecord['size']): void {
    this.end(yielded);
    this.current = { stage, since: performance.now() };
  }

  end(yielded?: StageRecord['size']): void {
    if (!this.current) return;
    const { stage, since } = this.current;
    const milliseconds = Math.round(performance.now() - since);
    const before = this.records.find((record) => record.stage === stage);
    if (before) Object.assign(before, { milliseconds: before.milliseconds + milliseconds, ...(yielded && { size: yielded }) });
    else this.records.push({ stage, milliseconds, ...(yielded && { size: yielded }) });
    this.current = undefined;
  }
}

/**
 * Writes down how a reading ended. When nothing of the team waits any more, the batch that it belonged to is over, and
 * how many of its documents were read is kept for whoever waits for them.
 */
export async function endRun(claim: Claim, outcome: RunOutcome, clock: StageClock): Promise<void> {
  clock.end();
  const { rows } = await pool().query<{ more: boolean }>(
    `UPDATE ingest_run r SET ended_at = now() AT TIME ZONE 'utc', outcome = $3, stages = $4 WHERE document_id = $1 AND attempt = $2
     RETURNING EXISTS (SELECT 1 FROM document d WHERE d.team_id = r.team_id AND deleted_at IS NULL AND state IN ('waiting', 'reading')) AS more`,
    [claim.documentId, claim.attempt, outcome, JSON.stringify(clock.records)],
  );
  // Asked here, it costs next to nothing; nearly every document has others behind it.
  if (!rows[0]?.more) await endBatch(claim.teamId);
}

/**
 * Closes a team's batch when nothing of it is left, also not in an archive that is still being unpacked, and tells those who brought its documents; for endings other than a
 * reading's, for example a deletion, too. Documents that were read again, though they were ready before, are nobody's news.
 */
export async function endBatch(teamId: string): Promise<void> {
  await pool().query(
    `WITH ended AS (
     UPDATE ingest_queue q SET batch_started_at = NULL, batch_ended_at = now() AT TIME ZONE 'utc',
       batch_read = (SELECT count(DISTINCT document_id) FROM ingest_run r WHERE r.team_id = $1 AND r.ended_at >= q.batch_started_at AND r.outcome = 'ready'),
       batch_failed = (SELECT count(*) FROM document d WHERE d.team_id = $1 AND d.deleted_at IS NULL AND d.state = 'failed'
         AND EXISTS (SELECT 1 FROM ingest_run r WHERE r.document_id = d.id AND r.ended_at >= q.batch_started_at))
     FROM (SELECT team_id, batch_started_at FROM ingest_queue WHERE team_id = $1) was
     WHERE q.team_id = $1 AND was.team_id = q.team_id AND q.batch_started_at IS NOT NULL
       AND NOT EXISTS (SELECT 1 FROM document WHERE team_id = $1 AND deleted_at IS NULL AND state IN ('waiting', 'reading'))
       AND NOT EXISTS (SELECT 1 FROM import_source WHERE team_id = $1 AND kind = 'archive' AND state IN ('waiting', 'running'))
     RETURNING q.team_id, was.batch_started_at AS began, q.batch_ended_at AS ended)
     INSERT INTO notification (id, team_id, user_id, kind, event, read, failed, created_at)
     SELECT gen_random_uuid()::text, team_id, user_id, 'batch-done', 'batch-done ' || began, read, failed, ended
     FROM ended CROSS JOIN LATERAL (
       SELECT v.uploaded_by_id AS user_id, count(*) FILTER (WHERE d.state = 'ready') AS read, count(*) FILTER (WHERE d.state = 'failed') AS failed
       FROM document d
       JOIN LATERAL (
         SELECT version_id FROM ingest_run r WHERE r.document_id = d.id AND r.ended_at >= began AND r.outcome IN ('ready', 'failed') ORDER BY attempt DESC LIMIT 1
       ) r ON true
       JOIN document_version v ON v.id = r.version_id
       JOIN membership m ON m.team_id = d.team_id AND m.user_id = v.uploaded_by_id AND m.role <> 'viewer'
       WHERE d.team_id = $1 AND d.deleted_at IS NULL
         AND NOT EXISTS (SELECT 1 FROM ingest_run p WHERE p.document_id = d.id AND p.version_id = v.id AND p.ended_at < began AND p.outcome = 'ready')
       GROUP BY v.uploaded_by_id) told
     ON CONFLICT DO NOTHING`,
    [teamId],
  );
}

/** Adds to a document's latest reading how long it took to sharpen it. */
export async function recordSharpening(documentId: string, record: StageRecord): Promise<void> {
  await pool().query(
    `UPDATE ingest_run SET stages = stages || $2::jsonb
     WHERE document_id = $1 AND attempt = (SELECT max(attempt) FROM ingest_run WHERE document_id = $1) AND outcome = 'ready'`,
    [documentId, JSON.stringify([record])],
  );
}
