import { pool } from '@/lib/db/client';
import { reachParameters } from '../reach';
import { scoresOf } from './known-scores';
import type { KeywordIndex } from './keyword-index';
import { fullTextVector } from '../search-functions';
import type { Language } from './language';
import { questionText } from './question-text';

/** Languages whose index was made, or seen. */
const present = new Set<Language>();

/** PostgreSQL's own full text, for servers without pg_textsearch: finds the same words, ranks them less well. */
export const fullTextIndex: KeywordIndex = {
  name: 'full text',

  async search(reach, question, limit) {
    const found = await pool().query<{ passage_id: string; score: number }>(
      'SELECT passage_id, score FROM footnote_full_text($1, $2, $3, $4, $5, $6, $7, $8, $9) ORDER BY score DESC, passage_id LIMIT $9',
      [...reachParameters(reach), questionText(question), limit],
    );
    return {
      hits: found.rows.map((row) => ({ passageId: row.passage_id, score: row.score })),
      scoresOf: (passageIds) => scoresOf('footnote_full_text_scores', reach.teamId, questionText(question), passageIds),
    };
  },

  // One index for each language serves all teams, and keeps itself in order.
  async prepare(tx, _teamId, language) {
    if (present.has(language)) return;
    await tx.$executeRawUnsafe('SELECT pg_advisory_xact_lock(hashtext($1))', `full text ${language}`);
    await tx.$executeRawUnsafe(
      `CREATE INDEX IF NOT EXISTS passage_full_text_${language} ON passage USING gin (${fullTextVector(language)}) WHERE language = '${language}'`,
    );
    present.add(language);
  },
  async documentsChanged() {},
  async settle() {},
};
