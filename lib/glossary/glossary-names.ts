import { pool } from '@/lib/db/client';
import type { Naming } from './match-names';

/** The entries of a team's glossary that have one of these names. */
export async function glossaryNames(teamId: string, keys: string[]): Promise<Naming[]> {
  const { rows } = await pool().query<Naming>(
    'SELECT ARRAY[term] || synonyms AS names, keys FROM glossary_entry WHERE team_id = $1 AND keys && $2::text[] ORDER BY term_key',
    [teamId, keys],
  );
  return rows;
}
