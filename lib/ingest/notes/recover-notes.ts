import { db, pool } from '@/lib/db/client';
import { jobSender } from '@/lib/jobs/jobs';
import { passageKeySql } from './note-key';

/** Documents that are given a job at a time. */
const atOnce = 500;

/**
 * Gives a job to every document that lacks notes which its collection wants, and to every one that waits for another try.
 * What was stopped is left alone until the team's model has been set anew.
 */
export async function recoverNotes(): Promise<void> {
  const send = await jobSender();
  const { rows } = await pool().query<{ id: string }>(
    `SELECT d.id FROM document d JOIN collection c ON c.id = d.collection_id LEFT JOIN note_run r ON r.document_id = d.id
     WHERE d.deleted_at IS NULL AND d.current_version_id IS NOT NULL AND d.state IN ('ready', 'failed')
       AND (r.holder IS NULL OR r.updated_at < (now() AT TIME ZONE 'utc') - interval '60 seconds')
       AND ((r.state = 'waiting' AND coalesce(r.retry_at, r.updated_at) < now() AT TIME ZONE 'utc')
         OR (c.notes_since IS NOT NULL
           AND (r.state IS DISTINCT FROM 'stopped' OR EXISTS (SELECT 1 FROM model_setting m WHERE m.team_id = d.team_id AND m.updated_at > r.updated_at))
           AND EXISTS (SELECT 1 FROM passage p WHERE p.document_id = d.id AND p.edit_id IS NULL
             AND NOT EXISTS (SELECT 1 FROM passage_note n WHERE n.document_id = d.id AND NOT n.outdated AND n.passage_key = ${passageKeySql('p')}))))
     ORDER BY d.created_at LIMIT ${atOnce}`,
  );
  for (const [n, { id }] of rows.entries()) await db().$transaction((tx) => send(tx, 'annotate', id, { priority: -n }));
}
