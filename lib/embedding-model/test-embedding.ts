import type { FakeEmbeddings } from '@/lib/ai/embedding/fake-embedding-server';
import { pool } from '@/lib/db/client';
import { type EmbeddingModelInput, embeddingModelInput } from './embedding-model-input';

let models = 0;

/** For tests: what an admin sends for a model on the fake server that nobody used before. */
export function ownModel(server: Pick<FakeEmbeddings, 'url'>, more: object = {}): EmbeddingModelInput {
  return embeddingModelInput.parse({
    provider: 'openai-compatible', baseUrl: server.url, model: `model-${process.pid}-${models++}`, apiKey: 'sk-canary-1234', confirmed: true, ...more,
  });
}

/** For tests: how many of a team's passages have a vector, and sentences, in the space that serves it. */
export async function servedPassages(teamId: string): Promise<{ space: number; passages: number; vectors: number; sharp: number }> {
  const serving = await pool().query<{ space: number }>(`SELECT space_id AS space FROM embedding_setting WHERE team_id = $1 AND role = 'serving'`, [teamId]);
  const space = serving.rows[0]?.space ?? 1;
  const counted = await pool().query<{ passages: number; vectors: number; sharp: number }>(
    `SELECT count(*)::int AS passages, count(v.passage_id)::int AS vectors,
            count(*) FILTER (WHERE EXISTS (SELECT 1 FROM sentence_vector_${space} s WHERE s.passage_id = p.id))::int AS sharp
     FROM passage p LEFT JOIN passage_vector_${space} v ON v.passage_id = p.id WHERE p.team_id = $1`,
    [teamId],
  );
  return { space, ...(counted.rows[0] ?? { passages: 0, vectors: 0, sharp: 0 }) };
}
