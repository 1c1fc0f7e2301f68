import { pool } from '@/lib/db/client';
import { reachParameters } from '../reach';
import { scoresOf } from './known-scores';
import type { KeywordIndex } from './keyword-index';
import { questionText } from './question-text';

/** PostgreSQL's own full text, for servers without pg_textsearch: finds the same words, ranks them less well. */
export const fullTextIndex: KeywordIndex = {
  name: 'full text',

  async search(reach, question, limit) {
    const found = await pool().query<{ passage_id: string; score: number }>(
      'SELECT passage_id, score FROM footnote_full_text($1, $2, $3, $4, $5, $6, $7, $8, $9)',
      [...reachParameters(reach), questionText(question), limit],
    );
    return {
      hits: found.rows.map((row) => ({ passageId: row.passage_id, score: row.score })),
      scoresOf: (passageIds) => scoresOf('footnote_full_text_scores', reach.teamId, questionText(question), passageIds),
    };
  },

  // One index, made at start, serves all teams and keeps itself in order.
  async prepareTeam() {},
  async documentsChanged() {},
  async settle() {},
};
