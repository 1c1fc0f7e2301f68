import { recordEmbeddingUsage } from '@/lib/ai/embedding/record-embedding-usage';
import type { TeamEmbedder } from '@/lib/ai/embedding/team-embedders';
import { pool, sql } from '@/lib/db/client';
import { addSentences, type NewSentence } from '@/lib/retrieval/passage-store';
import { sentenceVectors } from '@/lib/retrieval/vector-tables';
import { sentencesOf } from './sentences';

/** Passages whose sentences are embedded and stored together: the embedded database serves nobody else for some 5 ms. */
const batchSize = 16;

/**
 * Gives every passage of a document that has none in the model's space its sentences with their vectors. Goes on where
 * an interrupted run stopped; a passage that disappears in the meantime is skipped. `onBatch` hears how many passages
 * are to be stored, before they are; when it throws, they are not.
 */
export async function fillSentences(
  teamId: string,
  documentId: string,
  { space, embedder }: TeamEmbedder,
  { signal, onBatch }: { signal?: AbortSignal; onBatch?(passages: number): Promise<void> } = {},
): Promise<void> {
  for (let after = { ordinal: -1, part: 0 }; ; ) {
    signal?.throwIfAborted();
    // Of what a person has written in place of a passage nothing is ever quoted: sentences are those of the document.
    const { rows } = await pool().query<{ id: string; text: string; start: number; ordinal: number; part: number }>(
      `SELECT id, coalesce(original, text) AS text, start, ordinal, part FROM passage p
       WHERE team_id = $1 AND document_id = $2 AND (ordinal, part) > ($3, $4) AND NOT EXISTS (SELECT 1 FROM ${sentenceVectors(space)} s WHERE s.passage_id = p.id)
       ORDER BY ordinal, part LIMIT ${batchSize}`,
      [teamId, documentId, after.ordinal, after.part],
    );
    const last = rows.at(-1);
    if (!last) return;
    after = last;
    const spans = rows.flatMap((passage) => sentencesOf(passage.text, passage.start).map((span) => ({ passage, ...span })));
    const { vectors, tokens } = await embedder.embed(
      spans.map(({ passage, start, end }) => passage.text.slice(start - passage.start, end - passage.start)),
      { as: 'passage', signal },
    );
    await recordEmbeddingUsage({ teamId }, embedder, tokens);
    const sentences = new Map<string, NewSentence[]>(rows.map((passage) => [passage.id, []]));
    for (const [i, { passage, start, end }] of spans.entries()) {
      const embedding = vectors[i];
      if (embedding) sentences.get(passage.id)?.push({ start, end, embedding });
    }
    await onBatch?.(rows.length);
    await addSentences(sql(), sentences, space);
    if (rows.length < batchSize) return;
  }
}
