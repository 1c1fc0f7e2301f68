import { pool } from '@/lib/db/client';
import { reachParameters, type Reach } from '../reach';
import { wordHashes } from './shingles';

/** Passages that hold words of a question in its order, and which: `length` words from the `place`-th on (0-based). */
export type ExactHit = { passageId: string; place: number; length: number };

/** A run of words that more passages hold tells none of them apart. */
export const fewPassages = 8;
/** So many words of a question are looked up; more are a pasted text. */
export const mostWords = 64;

/**
 * For each word of a question the passages within reach that hold the shortest run of words from there on which no more
 * than a few hold, and those of a longer one whose words stand apart in some. `isCommon` says which words are not worth looking up alone. Words of runs of three and more may stand apart in a
 * passage: whoever uses the hits compares them with its text.
 */
export async function exactSearch(reach: Reach, words: string[], isCommon: (word: string) => boolean): Promise<ExactHit[]> {
  const asked = words.slice(0, mostWords);
  if (asked.length === 0) return [];
  const hashes = wordHashes(reach.teamId, asked);
  const found = await pool().query<{ passage_id: string; place: number; length: number }>(
    'SELECT passage_id, place, length FROM footnote_exact($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)',
    [...reachParameters(reach), hashes.words.map((hash, i) => (isCommon(asked[i] ?? '') ? 0 : hash)), hashes.pairs, fewPassages],
  );
  return found.rows.map(({ passage_id: passageId, place, length }) => ({ passageId, place, length }));
}
