import { onCommonScale, type EmbeddingSpace, type QuestionVector } from '@/lib/ai/embedding/embedding-space';
import { pool } from '@/lib/db/client';
import { reachParameters, type Reach } from './reach';
import { vectorParameter } from './vector-parameter';
import { passageVectors } from './vector-tables';

export type VectorHit = {
  passageId: string;
  /** Cosine similarity to the question, on the common scale of all spaces. */
  score: number;
};

/** Up to this many passages in reach every vector is compared; the graph would not be faster. */
const fewPassages = 2_000;
/**
 * Looking at n passages takes 1.1 ms for each thousand; the graph of everybody's N passages must be walked until it has met
 * enough of these n, which takes 0.45 ms × N ÷ n. So n²÷N says what is faster: up to this, looking at each.
 */
const mostCompared = 400;

/** The passages within reach whose vectors are nearest to the question's, best first. */
export async function vectorSearch(reach: Reach, question: QuestionVector, limit: number, inReach: number): Promise<VectorHit[]> {
  const { space, vector } = question;
  const search = (await isFew(space, inReach)) ? 'footnote_nearest_exact' : 'footnote_nearest';
  const found = await pool().query<{ passage_id: string; score: number }>(
    `SELECT passage_id, score FROM ${search}($1, $2, $3, $4, $5, $6, $7, $8, $9::vector, $10) ORDER BY score DESC`,
    [...reachParameters(reach), passageVectors(space), vectorParameter(vector), limit],
  );
  return found.rows.map((row) => ({ passageId: row.passage_id, score: onCommonScale(space, row.score) }));
}

async function isFew(space: EmbeddingSpace, inReach: number): Promise<boolean> {
  return inReach <= fewPassages || inReach ** 2 <= mostCompared * (await sizeOf(space));
}

/** How long the size of a space is taken for what it was, in milliseconds: it is an estimate anyway. */
const sizeLasts = 60_000;
const sizes = new Map<number, { passages: number; until: number }>();

/** How many passages have a vector in a space, as the planner knows it. */
async function sizeOf(space: EmbeddingSpace): Promise<number> {
  const known = sizes.get(space.id);
  if (known && performance.now() < known.until) return known.passages;
  const counted = await pool().query<{ passages: number }>(
    'SELECT reltuples::float8 AS passages FROM pg_class WHERE oid = $1::regclass',
    [passageVectors(space)],
  );
  const passages = counted.rows[0]?.passages ?? 0;
  sizes.set(space.id, { passages, until: performance.now() + sizeLasts });
  return passages;
}
