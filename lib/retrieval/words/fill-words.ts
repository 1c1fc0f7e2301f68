import { pool } from '@/lib/db/client';
import { writeWords } from './write-words';

/**
 * Counts the words of documents for which that was not done: stored before there was a vocabulary, or by a worker that
 * ended first. Can be stopped at any point and repeated.
 */
export async function fillWords(signal?: AbortSignal): Promise<void> {
  const { rows } = await pool().query<{ id: string }>(
    `SELECT document.id FROM document LEFT JOIN document_words ON document_words.document_id = document.id
     WHERE deleted_at IS NULL AND current_version_id IS NOT NULL AND passage_count > 0
       AND document_words.version_id IS DISTINCT FROM current_version_id
     ORDER BY document.created_at`,
  );
  for (const { id } of rows) {
    signal?.throwIfAborted();
    await writeWords(id);
  }
}
