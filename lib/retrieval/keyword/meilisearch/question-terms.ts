import { pool } from '@/lib/db/client';

/** What a question says that is worth searching for: a word, with all others that have a stem in common with it. */
export type Term = {
  /** As it was asked. */
  word: string;
  /**
   * As the passages' stems are made, and how often the question says each: one, or several where languages of the team stem
   * the word differently ("histori", "history").
   */
  stems: Map<string, number>;
};

/** More different stems than this are a pasted text, whose beginning says what it is about. */
const mostStems = 32;

/**
 * The words of a question without stop words, stemmed by PostgreSQL as the team's passages are: in each of their
 * languages, if there are several.
 */
export async function questionTerms(teamId: string, question: string): Promise<Term[]> {
  const { rows } = await pool().query<Stemmed>(
    `SELECT language, token AS word, stem
     FROM (SELECT footnote_languages($1) AS spoken) AS team CROSS JOIN LATERAL unnest(spoken) AS language
       CROSS JOIN LATERAL ts_debug(language::regconfig, footnote_question_in(language, $2, spoken)) CROSS JOIN LATERAL unnest(lexemes) AS stem`,
    [teamId, question],
  );
  return termsOf(rows);
}

type Stemmed = { language: string; word: string; stem: string };

/** A word of which languages make different stems is one term; so are two words of which one language makes the same stem. */
function termsOf(rows: Stemmed[]): Term[] {
  const counts = countsOf(rows);
  const byStem = new Map<string, Term>();
  const byWord = new Map<string, Term>();
  for (const { word, stem } of rows) {
    const count = counts.get(stem) ?? 0;
    const known = byWord.get(word) ?? byStem.get(stem);
    const met = byStem.get(stem);
    if (!met && byStem.size >= mostStems) continue;
    const term = known ?? { word, stems: new Map() };
    term.stems.set(stem, count);
    if (met && met !== term) {
      for (const [other, times] of met.stems) {
        term.stems.set(other, times);
        byStem.set(other, term);
      }
      for (const [other, of] of byWord) if (of === met) byWord.set(other, term);
    }
    byStem.set(stem, term);
    byWord.set(word, term);
  }
  return [...new Set(byStem.values())];
}

/** How often the question says each stem: in the language in which it does so most often, for a passage is in one. */
function countsOf(rows: Stemmed[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const said of Map.groupBy(rows, ({ language }) => language).values()) {
    for (const [stem, { length }] of Map.groupBy(said, ({ stem }) => stem)) counts.set(stem, Math.max(length, counts.get(stem) ?? 0));
  }
  return counts;
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
