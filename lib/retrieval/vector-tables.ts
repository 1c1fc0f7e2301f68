import type { EmbeddingSpace } from '@/lib/ai/embedding/embedding-space';
import type { Transaction } from '@/lib/db/client';

type Space = Pick<EmbeddingSpace, 'id'>;

/** The table that holds the vectors of passages in a space, with what a search filters by. */
export const passageVectors = (space: Space): string => `passage_vector_${space.id}`;

/** The table that holds the sentences of passages with their vectors in a space. */
export const sentenceVectors = (space: Space): string => `sentence_vector_${space.id}`;

/** The HNSW index of a space. */
export const vectorIndex = (space: Space): string => `${passageVectors(space)}_embedding_idx`;

/**
 * Creates the tables of a space. The columns have the space's dimension, so that no other vector can be stored. The
 * filter columns stand beside the vectors because the graph is searched on until enough rows pass them.
 */
export async function createVectorTables(tx: Transaction, space: Pick<EmbeddingSpace, 'id' | 'dimensions'>): Promise<void> {
  const passages = passageVectors(space);
  const type = `vector(${space.dimensions})`;
  const statements = [
    `CREATE TABLE ${passages} (
       passage_id text PRIMARY KEY REFERENCES passage(id) ON DELETE CASCADE,
       team_id text NOT NULL, collection_id text NOT NULL, document_id text NOT NULL, embedding ${type} NOT NULL)`,
    `CREATE INDEX ${passages}_reach_idx ON ${passages} (team_id, collection_id)`,
    `CREATE INDEX ${passages}_document_idx ON ${passages} (document_id)`,
    `CREATE INDEX ${vectorIndex(space)} ON ${passages} USING hnsw (embedding vector_cosine_ops)`,
    `CREATE TABLE ${sentenceVectors(space)} (
       passage_id text NOT NULL REFERENCES passage(id) ON DELETE CASCADE,
       start int NOT NULL, "end" int NOT NULL, embedding ${type} NOT NULL, PRIMARY KEY (passage_id, start))`,
    // Searches are planned by their functions, and to look through vectors takes seconds.
    ...[passages, sentenceVectors(space)].map((table) => `ALTER TABLE ${table} ALTER COLUMN embedding SET STATISTICS 0`),
  ];
  for (const statement of statements) await tx.$executeRawUnsafe(statement);
}

/** Removes a space's tables with all that is in them. */
export async function dropVectorTables(tx: Transaction, space: Space): Promise<void> {
  await tx.$executeRawUnsafe(`DROP TABLE IF EXISTS ${passageVectors(space)}, ${sentenceVectors(space)}`);
}

/** Every space that has tables; those stay until the transaction ends. */
export async function everySpace(tx: Transaction): Promise<Space[]> {
  return tx.$queryRawUnsafe<Space[]>('SELECT id FROM embedding_space ORDER BY id FOR KEY SHARE');
}
