import { pool } from '@/lib/db/client';
import { reachParameters, type Reach } from './reach';

export type VectorHit = {
  passageId: string;
  /** Cosine similarity to the question, −1 to 1. */
  score: number;
};

/** Up to this many passages in reach every vector is compared; the graph would not be faster. */
const fewPassages = 2_000;
/** So small a part of all passages is found faster by looking at it than by searching the graph of everybody's. */
const smallShare = 0.01;

/** The passages within reach whose vectors are nearest to the question's, best first. */
export async function vectorSearch(reach: Reach, question: Float32Array, limit: number, inReach: number): Promise<VectorHit[]> {
  const search = (await isFew(inReach)) ? 'footnote_nearest_exact' : 'footnote_nearest';
  const found = await pool().query<{ passage_id: string; score: number }>(
    `SELECT passage_id, score FROM ${search}($1, $2, $3, $4, $5, $6, $7, $8::vector, $9) ORDER BY score DESC`,
    [...reachParameters(reach), vectorText(question), limit],
  );
  return found.rows.map((row) => ({ passageId: row.passage_id, score: row.score }));
}

async function isFew(inReach: number): Promise<boolean> {
  if (inReach <= fewPassages) return true;
  const counted = await pool().query<{ passages: number }>(
    `SELECT reltuples::float8 AS passages FROM pg_class WHERE oid = 'passage'::regclass`,
  );
  return inReach < smallShare * (counted.rows[0]?.passages ?? 0);
}

/** A vector as pgvector reads it. */
export function vectorText(vector: Float32Array): string {
  return `[${vector.join(',')}]`;
}
