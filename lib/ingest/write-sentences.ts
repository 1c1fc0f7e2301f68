import { isEmbeddingUnavailable } from '@/lib/ai/embedding/embedder';
import { servingEmbedder } from '@/lib/ai/embedding/team-embedders';
import { db, pool } from '@/lib/db/client';
import { jobSender } from '@/lib/jobs/jobs';
import { fillSentences } from './fill-sentences';
import { fillVectors } from './fill-vectors';
import { recordSharpening } from './ingest-run';
import { settleLater } from './settle-teams';

/**
 * Sharpens a document: gives those of its passages that a person changed their vectors, and all of them their sentences,
 * in the space that its team is searched in. When the model does not answer, a later job goes on.
 */
export async function writeSentences(documentId: string, signal?: AbortSignal): Promise<void> {
  const { rows } = await pool().query<{ teamId: string }>('SELECT team_id AS "teamId" FROM document WHERE id = $1', [documentId]);
  const [document] = rows;
  if (!document) return;
  const began = performance.now();
  let passages = 0;
  try {
    const team = await servingEmbedder(document.teamId);
    await fillVectors(document.teamId, [documentId], team, { signal });
    const onBatch = async (count: number) => void (passages += count);
    await fillSentences(document.teamId, documentId, team, { signal, onBatch });
  } catch (error) {
    if (!isEmbeddingUnavailable(error)) throw error;
    const send = await jobSender();
    await db().$transaction((tx) => send(tx, 'sharpen', documentId, { startAfter: error.retryAfterSeconds ?? 60 }));
    return;
  }
  if (passages > 0) await recordSharpening(documentId, { stage: 'sharpen', milliseconds: Math.round(performance.now() - began), size: { count: passages, unit: 'passage' } });
  settleLater(document.teamId);
}
