import { pool } from '@/lib/db/client';
import { reachParameters, type Reach } from '../reach';
import { exactWords } from './exact-words';
import { wordHashes } from './shingles';

/** Passages that a quoted phrase may bring; whoever quotes something more frequent has to say more. */
export const mostHolding = 500;

/** The passages within reach that hold each of these phrases word for word, in the text or in its title and headings. */
export async function phraseSearch(reach: Reach, phrases: string[]): Promise<string[]> {
  const wanted = phrases.map((phrase) => exactWords(phrase).map(({ word }) => word)).filter((words) => words.length > 0);
  if (wanted.length === 0) return [];
  const keys = wanted.flatMap((words) => {
    const hashes = wordHashes(reach.teamId, words);
    return [...hashes.words, ...hashes.pairs];
  });
  const found = await pool().query<{ id: string; context: string; text: string }>(
    'SELECT id, context, text FROM footnote_holding($1, $2, $3, $4, $5, $6, $7, $8, $9)',
    [...reachParameters(reach), [...new Set(keys)], mostHolding],
  );
  return found.rows.filter((row) => wanted.every((words) => holds(row.context, words) || holds(row.text, words))).map((row) => row.id);
}

function holds(text: string, wanted: string[]): boolean {
  const words = exactWords(text).map(({ word }) => word);
  return words.some((_, at) => wanted.every((word, i) => words[at + i] === word));
}
