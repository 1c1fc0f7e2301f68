import { embedPassages } from '@/lib/ai/embedding/embed';
import { db, pool } from '@/lib/db/client';
import { builtInSpace } from '@/lib/ai/embedding/embedding-space';
import { type NewSentence, settlePassages, storeSentences } from '@/lib/retrieval/passage-store';
import { sentenceVectors } from '@/lib/retrieval/vector-tables';
import { sentencesOf } from './sentences';

/** Passages whose sentences are embedded and stored together. */
const batchSize = 16;

/**
 * Gives every passage of a document that has none its sentences with their vectors. Goes on where an interrupted run
 * stopped; a passage that disappears in the meantime is skipped.
 */
export async function writeSentences(documentId: string, signal?: AbortSignal): Promise<void> {
  for (let after = -1; ; ) {
    signal?.throwIfAborted();
    const { rows } = await pool().query<{ id: string; text: string; start: number; ordinal: number }>(
      `SELECT id, text, start, ordinal FROM passage p
       WHERE document_id = $1 AND ordinal > $2 AND NOT EXISTS (SELECT 1 FROM ${sentenceVectors(builtInSpace)} s WHERE s.passage_id = p.id)
       ORDER BY ordinal LIMIT ${batchSize}`,
      [documentId, after],
    );
    const last = rows.at(-1);
    if (!last) break;
    after = last.ordinal;
    const spans = rows.flatMap((passage) => sentencesOf(passage.text, passage.start).map((span) => ({ passage, ...span })));
    const embeddings = await embedPassages(
      spans.map(({ passage, start, end }) => passage.text.slice(start - passage.start, end - passage.start)),
      { signal },
    );
    const sentences = new Map<string, NewSentence[]>(rows.map((passage) => [passage.id, []]));
    for (const [i, { passage, start, end }] of spans.entries()) {
      const embedding = embeddings[i];
      if (embedding) sentences.get(passage.id)?.push({ start, end, embedding });
    }
    await db().$transaction((tx) => storeSentences(tx, sentences), { maxWait: 300_000, timeout: 60_000 });
  }
  const document = await db().document.findUnique({ where: { id: documentId }, select: { teamId: true } });
  if (document) await settlePassages(document.teamId);
}
