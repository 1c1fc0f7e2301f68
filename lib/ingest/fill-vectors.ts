import { recordEmbeddingUsage } from '@/lib/ai/embedding/record-embedding-usage';
import type { TeamEmbedder } from '@/lib/ai/embedding/team-embedders';
import { pool, transaction } from '@/lib/db/client';
import { storePassageVectors } from '@/lib/retrieval/passage-store';
import { passageVectors } from '@/lib/retrieval/vector-tables';
import { embeddedText } from './embedded-text';

/** Passages that are embedded and stored together: little enough that nobody's question waits for them. */
const batchSize = 64;

/**
 * Gives every passage of some documents of a team that has none in the model's space its vector. Returns how many were
 * without. A passage that disappears in the meantime is passed over. `onBatch` hears how many are to be stored, before
 * they are; when it throws, they are not.
 */
export async function fillVectors(
  teamId: string,
  documentIds: string[],
  { space, embedder }: TeamEmbedder,
  { signal, onBatch }: { signal?: AbortSignal; onBatch?(passages: number): Promise<void> } = {},
): Promise<number> {
  const missing = await pool().query<{ id: string }>(
    `SELECT p.id FROM passage p WHERE p.team_id = $1 AND p.document_id = ANY($2)
       AND NOT EXISTS (SELECT 1 FROM ${passageVectors(space)} v WHERE v.passage_id = p.id) ORDER BY p.document_id, p.ordinal, p.part`,
    [teamId, documentIds],
  );
  const ids = missing.rows.map((row) => row.id);
  for (let first = 0; first < ids.length; first += batchSize) {
    signal?.throwIfAborted();
    const { rows } = await pool().query<{ id: string; context: string; text: string }>('SELECT id, context, text FROM passage WHERE team_id = $1 AND id = ANY($2)', [
      teamId,
      ids.slice(first, first + batchSize),
    ]);
    const { vectors, tokens } = await embedder.embed(rows.map(embeddedText), { as: 'passage', signal });
    await recordEmbeddingUsage({ teamId }, embedder, tokens);
    await onBatch?.(rows.length);
    const byPassage = new Map(rows.flatMap((row, i) => (vectors[i] ? [[row.id, vectors[i]] as const] : [])));
    await transaction((tx) => storePassageVectors(tx, space, byPassage));
  }
  return ids.length;
}
