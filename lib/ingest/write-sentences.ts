import { isEmbeddingUnavailable } from '@/lib/ai/embedding/embedder';
import { servingEmbedder } from '@/lib/ai/embedding/team-embedders';
import { db } from '@/lib/db/client';
import { jobSender } from '@/lib/jobs/jobs';
import { settlePassages } from '@/lib/retrieval/passage-store';
import { fillSentences } from './fill-sentences';

/**
 * Sharpens a document: gives its passages their sentences in the space that its team is searched in. When the model
 * does not answer, a later job goes on.
 */
export async function writeSentences(documentId: string, signal?: AbortSignal): Promise<void> {
  const document = await db().document.findUnique({ where: { id: documentId }, select: { teamId: true } });
  if (!document) return;
  try {
    await fillSentences(document.teamId, documentId, await servingEmbedder(document.teamId), { signal });
  } catch (error) {
    if (!isEmbeddingUnavailable(error)) throw error;
    const send = await jobSender();
    await db().$transaction((tx) => send(tx, 'sharpen', documentId, { startAfter: error.retryAfterSeconds ?? 60 }));
    return;
  }
  await settlePassages(document.teamId);
}
