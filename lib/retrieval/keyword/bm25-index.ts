import { createHash } from 'node:crypto';
import { pool } from '@/lib/db/client';
import { reachParameters } from '../reach';
import { searchedText } from '../search-functions';
import { scoresOf } from './known-scores';
import type { KeywordIndex } from './keyword-index';
import { questionText } from './question-text';

/**
 * What the names of a team's BM25 indexes begin with, before the language: one partial index for each team and language,
 * so that a small team is searched fast and by its own word counts, and words are stemmed as they should be.
 */
export function bm25IndexPrefix(teamId: string): string {
  return `passage_bm25_${createHash('sha256').update(teamId).digest('hex').slice(0, 24)}_`;
}

// What reference experiments with Lucene use for passages, which are short and of about one length. The extension's own
// 1.2 and 0.75 are meant for whole documents.
const k1 = 0.9;
const b = 0.4;

/**
 * Hits that are asked for beyond those returned. The index knows their scores anyway, whereas the score of a passage by
 * itself costs 0.1 ms: its words have to be read again.
 */
const deepList = 1_000;

/** Indexes that were seen in the database; one that is made by a transaction counts once another one sees it. */
const present = new Set<string>();

/** BM25 by the extension pg_textsearch. */
export const bm25Index: KeywordIndex = {
  name: 'bm25',

  async search(reach, question, limit) {
    const prefix = bm25IndexPrefix(reach.teamId);
    const found = await pool().query<{ passage_id: string; score: number }>(
      'SELECT passage_id, score FROM footnote_bm25($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ORDER BY score DESC',
      [...reachParameters(reach), prefix, questionText(question), Math.max(limit, deepList)],
    );
    const known = new Map(found.rows.map((row) => [row.passage_id, row.score]));
    // What a list that ends early leaves out holds no word of the question, unless it is out of reach.
    const isWhole = known.size < deepList && !reach.scope && !reach.filters;
    return {
      hits: found.rows.slice(0, limit).map((row) => ({ passageId: row.passage_id, score: row.score })),
      async scoresOf(passageIds, most) {
        const unknown = isWhole ? [] : passageIds.filter((id) => !known.has(id)).slice(0, most);
        const others = unknown.length > 0 ? await scoresOf('footnote_bm25_scores', reach.teamId, prefix, questionText(question), unknown) : undefined;
        const scores = new Map<string, number>();
        for (const id of passageIds) {
          const score = known.get(id) ?? others?.get(id);
          if (score !== undefined) scores.set(id, score);
        }
        return scores;
      },
    };
  },

  async prepare(tx, teamId, language) {
    const name = bm25IndexPrefix(teamId) + language;
    if (present.has(name)) return;
    const exists = await tx.$queryRawUnsafe<unknown[]>('SELECT 1 WHERE to_regclass($1) IS NOT NULL', name);
    if (exists.length > 0) {
      present.add(name);
      return;
    }
    // Two first documents of one team may arrive at the same moment.
    await tx.$executeRawUnsafe('SELECT pg_advisory_xact_lock(hashtext($1))', name);
    await tx.$executeRawUnsafe(
      `CREATE INDEX IF NOT EXISTS ${name} ON passage USING bm25 (${searchedText(language)}) WITH (text_config = '${language}', k1 = ${k1}, b = ${b})
       WHERE team_id = '${teamId.replaceAll("'", "''")}' AND language = '${language}'`,
    );
  },

  // The index is part of the table and changes with it.
  async documentsChanged() {},

  async settle(teamId) {
    await pool().query('SELECT bm25_spill_index(name) FROM (SELECT $1 || unnest(footnote_languages($2)) AS name) AS index WHERE to_regclass(name) IS NOT NULL', [
      bm25IndexPrefix(teamId),
      teamId,
    ]);
  },
};
