import { normalise } from '@/lib/ai/embedding/embedding-space';
import { servingEmbedder } from '@/lib/ai/embedding/team-embedders';
import { pool } from '@/lib/db/client';
import { exactMatches } from './exact/exact-matches';
import { keywordIndex } from './keyword/keyword-index';
import { expandQuery } from './query/expand-query';
import { passagesInReach, type Reach } from './reach';
import { cosinesAround, cosinesOf, readPassages, readSentences } from './read-passages';
import { comparedBySentence } from './retrieve';
import { listLength } from './search-lists';
import { vectorSearch } from './vector-search';
import { passageVectors } from './vector-tables';

/** Smaller teams are searched fast from the first question on. */
const manyPassages = 2_000;
const mostTeams = 3;
/** From then on, other questions than these are answered as fast as they get. */
const questions = 30;
/** Words of a passage that are asked for. */
const questionWords = 8;

type Sample = { passageId: string; text: string; embedding: number[] };

/**
 * Searches the largest teams for words and vectors of their own passages and keeps nothing of it: just opened, the embedded
 * database has neither its machine code optimised nor the upper layers of its indexes in memory, and the first to ask
 * would wait twice as long as the others. No model is called.
 */
export async function warmUp(signal?: AbortSignal, atLeast = manyPassages): Promise<void> {
  const { rows: teams } = await pool().query<{ id: string }>(
    `SELECT team_id AS id FROM document WHERE deleted_at IS NULL AND current_version_id IS NOT NULL
     GROUP BY team_id HAVING sum(passage_count) >= $1 ORDER BY sum(passage_count) DESC LIMIT $2`,
    [atLeast, mostTeams],
  );
  for (const { id } of teams) await warmUpTeam(id, signal);
}

async function warmUpTeam(teamId: string, signal?: AbortSignal): Promise<void> {
  const { space } = await servingEmbedder(teamId);
  const collections = await pool().query<{ id: string }>('SELECT id FROM collection WHERE team_id = $1', [teamId]);
  const reach: Reach = { teamId, collectionIds: collections.rows.map(({ id }) => id) };
  const [inReach, index] = await Promise.all([passagesInReach(reach), keywordIndex()]);
  // By way of their documents: to choose among all passages would read all passages.
  const samples = await pool().query<Sample>(
    `SELECT passage.id AS "passageId", text, embedding::float4[] AS embedding
     FROM (SELECT current_version_id FROM document WHERE team_id = $1 AND passage_count > 0 AND deleted_at IS NULL ORDER BY random() LIMIT $2) chosen
       JOIN passage ON passage.version_id = current_version_id AND ordinal = 0
       JOIN ${passageVectors(space)} ON passage_id = passage.id`,
    [teamId, questions],
  );
  for (const { text, embedding } of samples.rows) {
    if (signal?.aborted) return;
    const words = text.split(/\s+/, questionWords).join(' ');
    const question = { space, vector: normalise(Float32Array.from(embedding)) };
    await expandQuery(reach, words, []);
    const [near, worded] = await Promise.all([vectorSearch(reach, question, listLength, inReach), index.search(reach, words, listLength), exactMatches(reach, words)]);
    const ids = near.map(({ passageId }) => passageId);
    await cosinesOf(teamId, worded.hits.map(({ passageId }) => passageId), question);
    await Promise.all([worded.scoresOf(ids, comparedBySentence), cosinesAround(teamId, ids, question)]);
    await Promise.all([readSentences(teamId, ids.slice(0, comparedBySentence), question), readPassages(teamId, ids.slice(0, comparedBySentence))]);
  }
}
