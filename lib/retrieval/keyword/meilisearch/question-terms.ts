import { pool } from '@/lib/db/client';

/** A word of a question that is worth searching for. */
export type Term = {
  /** As the passages' stems are made. */
  stem: string;
  /** As it was asked. */
  word: string;
  /** How often the question says it. */
  count: number;
};

/** More different words than this are a pasted text, whose beginning says what it is about. */
const mostTerms = 32;

/**
 * The words of a question without stop words, stemmed by PostgreSQL as the team's passages are: in each of their
 * languages, if there are several.
 */
export async function questionTerms(teamId: string, question: string): Promise<Term[]> {
  const { rows } = await pool().query<{ word: string; stem: string }>(
    `SELECT token AS word, stem
     FROM (SELECT footnote_languages($1) AS spoken) AS team CROSS JOIN LATERAL unnest(spoken) AS language
       CROSS JOIN LATERAL ts_debug(language::regconfig, footnote_question_in(language, $2, spoken)) CROSS JOIN LATERAL unnest(lexemes) AS stem`,
    [teamId, question],
  );
  const terms = new Map<string, Term>();
  for (const { word, stem } of rows) {
    const term = terms.get(stem);
    if (term) term.count += 1;
    else if (terms.size < mostTerms) terms.set(stem, { stem, word, count: 1 });
  }
  return [...terms.values()];
}

/** The stem of each word, for words that have one. */
export async function stemsOf(words: string[]): Promise<Map<string, string>> {
  const { rows } = await pool().query<{ word: string; stem: string }>(
    `SELECT DISTINCT ON (word) word, stem FROM unnest($1::text[]) AS word CROSS JOIN LATERAL unnest(to_tsvector('english', word)) AS found (stem, positions, weights)
     ORDER BY word, positions[1]`,
    [words],
  );
  return new Map(rows.map(({ word, stem }) => [word, stem]));
}
