import { pool } from '@/lib/db/client';
import { passagesInReach, type Reach, reachParameters } from '../reach';
import type { KeywordIndex } from './keyword-index';
import { CircuitBreaker } from './meilisearch/circuit-breaker';
import { reachFilter, teamFilter } from './meilisearch/filters';
import { findCandidates } from './meilisearch/find-candidates';
import { queueDocuments } from './meilisearch/outbox';
import { stemsOfPassages } from './meilisearch/passage-document';
import { questionTerms } from './meilisearch/question-terms';
import { scoring } from './meilisearch/score-candidates';
import { codeOf, forgetSearchKey, searchServer, searchTime } from './meilisearch/server';
import { withinTime } from './meilisearch/within-time';
import { questionText } from './question-text';

/** The index must hold this share of a team's passages to speak for them. */
const completeShare = 0.9;

const breaker = new CircuitBreaker();

/** Meilisearch, for portals beyond one machine: it finds, we score, and PostgreSQL says what may be shown. */
export const meilisearchIndex: KeywordIndex = {
  name: 'meilisearch',

  async search(reach, question, limit) {
    const terms = await questionTerms(reach.teamId, questionText(question));
    if (terms.length === 0) return { hits: [], scoresOf: async () => new Map() };
    const filters = { team: teamFilter(reach.teamId), reach: reachFilter(reach) };
    const ask = (signal: AbortSignal) => searchServer().then((server) => findCandidates({ ...server, signal }, terms, filters));
    const found = await breaker.run(() => withinTime(searchTime(), ask)).catch((error: unknown) => {
      if (codeOf(error) === 'invalid_api_key') forgetSearchKey();
      throw error;
    });
    await requireComplete(reach, found.passages);
    const allowed = await inReach(reach, [...found.candidates.keys()]);
    const score = scoring(found, found.candidates);
    const hits = [...found.candidates]
      .filter(([id]) => allowed.has(id))
      .map(([id, stems]) => ({ passageId: id, score: score(stems) }))
      .filter((hit) => hit.score > 0)
      .sort((a, b) => b.score - a.score || (a.passageId < b.passageId ? -1 : 1))
      .slice(0, limit);
    return {
      hits,
      scoresOf: async (passageIds) => {
        const scored = [...(await stemsOfPassages(reach.teamId, passageIds))].map(([id, stems]) => [id, score(stems)] as const);
        return new Map(scored.filter(([, value]) => value > 0));
      },
    };
  },

  async prepare() {},
  documentsChanged: queueDocuments,
  async settle() {},
};

/** An index that lost its documents, or has not been filled yet, answers quickly and wrongly. */
async function requireComplete({ teamId, collectionIds }: Reach, indexed: number): Promise<void> {
  const stored = await passagesInReach({ teamId, collectionIds });
  if (indexed < completeShare * stored) throw new Error(`Meilisearch holds ${indexed} of ${stored} passages of the team.`);
}

/** Which of these passages exist and may be seen: whatever the server returns is filtered again here. */
async function inReach(reach: Reach, ids: string[]): Promise<Set<string>> {
  const { rows } = await pool().query<{ id: string }>('SELECT id FROM footnote_in_reach($1, $2, $3, $4, $5, $6, $7, $8) AS id', [...reachParameters(reach), ids]);
  return new Set(rows.map((row) => row.id));
}
