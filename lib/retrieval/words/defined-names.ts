import type { Naming } from '@/lib/glossary/match-names';
import { pool } from '@/lib/db/client';

/** Of the meanings that documents give an acronym so many are used, those that most documents give first. */
const mostMeanings = 2;

/** The acronyms that documents of a team define, and their long forms, where one of them has one of these keys. */
export async function definedNames(teamId: string, keys: string[]): Promise<Naming[]> {
  const { rows } = await pool().query<Naming>(
    `SELECT ARRAY[short, long] AS names, ARRAY[short_key, long_key] AS keys FROM (
       SELECT min(short) AS short, min(long) AS long, short_key, long_key,
              row_number() OVER (PARTITION BY short_key ORDER BY count(*) DESC, long_key) AS place
       FROM document_acronym WHERE team_id = $1 AND (short_key = ANY($2) OR long_key = ANY($2))
       GROUP BY short_key, long_key) meaning
     WHERE place <= ${mostMeanings} ORDER BY short_key, place`,
    [teamId, keys],
  );
  return rows;
}
