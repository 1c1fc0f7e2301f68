import { pool } from '@/lib/db/client';

/** Scores by one of the database's functions for passages that are already known; its last argument is their ids. */
export async function scoresOf(name: 'footnote_bm25_scores' | 'footnote_full_text_scores', ...parameters: (string | string[])[]): Promise<Map<string, number>> {
  const places = parameters.map((_, i) => `$${i + 1}`).join(', ');
  const found = await pool().query<{ passage_id: string; score: number }>(`SELECT passage_id, score FROM ${name}(${places}) WHERE score > 0`, parameters);
  return new Map(found.rows.map((row) => [row.passage_id, row.score]));
}
