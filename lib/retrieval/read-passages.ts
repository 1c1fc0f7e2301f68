import { onCommonScale, type QuestionVector } from '@/lib/ai/embedding/embedding-space';
import { pool } from '@/lib/db/client';
import type { RetrievedPassage } from './retrieval-types';
import { vectorParameter } from './vector-parameter';
import { passageVectors, sentenceVectors } from './vector-tables';

/** A passage as it is stored, with what is shown of it. */
export type PassageRow = Omit<RetrievedPassage, 'score' | 'keyword' | 'vector' | 'similarity' | 'exact' | 'sentences'>;

/** Passages of a team by id, with what is shown of them. Those whose document was deleted meanwhile are left out. */
export async function readPassages(teamId: string, ids: string[]): Promise<Map<string, PassageRow>> {
  const found = await pool().query<Omit<PassageRow, 'searched'> & { searched: string | null; heading: string | null; page: number | null }>(
    `SELECT passage.id AS "passageId", passage.document_id AS "documentId", passage.version_id AS "versionId",
            document.name AS "documentName", document.format IN ('pptx', 'odp') AS slide, passage.collection_id AS "collectionId", ordinal, part, start, "end", coalesce(original, text) AS text,
            CASE WHEN original IS NOT NULL THEN text END AS searched, context, heading, page, tokens
     FROM passage JOIN document ON document.id = passage.document_id
     WHERE passage.team_id = $1 AND document.team_id = $1 AND document.deleted_at IS NULL AND passage.id = ANY($2)`,
    [teamId, ids],
  );
  return new Map(
    found.rows.map(({ searched, heading, page, ...row }) => [
      row.passageId,
      { ...row, ...(searched !== null && { searched }), ...(heading !== null && { heading }), ...(page !== null && { page }) },
    ]),
  );
}

/** When the documents of passages of a team were uploaded, in milliseconds, by passage. */
export async function uploadTimes(teamId: string, ids: string[]): Promise<Map<string, number>> {
  const found = await pool().query<{ id: string; time: number }>(
    `SELECT passage.id, (extract(epoch FROM document.created_at) * 1000)::float8 AS time
     FROM passage JOIN document ON document.id = passage.document_id
     WHERE passage.team_id = $1 AND document.team_id = $1 AND passage.id = ANY($2)`,
    [teamId, ids],
  );
  return new Map(found.rows.map((row) => [row.id, row.time]));
}

/** Cosine similarity of single passages of a team to a question, on the common scale. */
export async function cosinesOf(teamId: string, ids: string[], { space, vector }: QuestionVector): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map();
  const found = await pool().query<{ id: string; cosine: number }>(
    `SELECT passage_id AS id, 1 - (embedding <=> $3::vector) AS cosine FROM ${passageVectors(space)} WHERE team_id = $1 AND passage_id = ANY($2)`,
    [teamId, ids, vectorParameter(vector)],
  );
  return new Map(found.rows.map((row) => [row.id, onCommonScale(space, row.cosine)]));
}

/**
 * Mean cosine, on the common scale, of the passages before and after single passages of a team; those that stand alone in
 * their document are left out.
 */
export async function cosinesAround(teamId: string, ids: string[], { space, vector }: QuestionVector): Promise<Map<string, number>> {
  const found = await pool().query<{ id: string; cosine: number }>(
    `SELECT passage.id, avg(1 - (around.embedding <=> $3::vector)) AS cosine
     FROM passage JOIN passage neighbour ON neighbour.version_id = passage.version_id AND neighbour.id <> passage.id
         AND neighbour.ordinal BETWEEN passage.ordinal - 1 AND passage.ordinal + 1
       JOIN ${passageVectors(space)} around ON around.passage_id = neighbour.id
     WHERE passage.team_id = $1 AND passage.id = ANY($2) GROUP BY passage.id`,
    [teamId, ids, vectorParameter(vector)],
  );
  return new Map(found.rows.map((row) => [row.id, onCommonScale(space, row.cosine)]));
}

/** The sentences of passages of a team that are stored in the question's space, each passage's nearest first. */
export async function readSentences(
  teamId: string,
  ids: string[],
  { space, vector }: QuestionVector,
): Promise<Map<string, RetrievedPassage['sentences']>> {
  const found = await pool().query<{ id: string; start: number; end: number; similarity: number }>(
    `SELECT passage.id, sentence.start, sentence."end", 1 - (sentence.embedding <=> $3::vector) AS similarity
     FROM passage JOIN ${sentenceVectors(space)} AS sentence ON sentence.passage_id = passage.id
     WHERE passage.team_id = $1 AND passage.id = ANY($2) ORDER BY similarity DESC, sentence.start`,
    [teamId, ids, vectorParameter(vector)],
  );
  const sentences = new Map<string, RetrievedPassage['sentences']>();
  for (const { id, similarity, ...span } of found.rows) {
    const sentence = { ...span, similarity: onCommonScale(space, similarity) };
    const list = sentences.get(id);
    if (list) list.push(sentence);
    else sentences.set(id, [sentence]);
  }
  return sentences;
}

/** Which document each of these passages of a team belongs to; those of deleted documents are left out. */
export async function documentsOfPassages(teamId: string, ids: string[]): Promise<Map<string, string>> {
  const found = await pool().query<{ id: string; document_id: string }>(
    `SELECT passage.id, document_id FROM passage JOIN document ON document.id = document_id
     WHERE passage.team_id = $1 AND document.team_id = $1 AND deleted_at IS NULL AND passage.id = ANY($2)`,
    [teamId, ids],
  );
  return new Map(found.rows.map((row) => [row.id, row.document_id]));
}
