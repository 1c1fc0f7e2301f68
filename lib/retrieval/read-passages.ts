import { pool } from '@/lib/db/client';
import type { RetrievedPassage } from './retrieval-types';
import { vectorText } from './vector-search';

type Row = Omit<RetrievedPassage, 'score' | 'keyword' | 'vector' | 'sentences'>;

/** Passages of a team by id, with what is shown of them. Those whose document was deleted meanwhile are left out. */
export async function readPassages(teamId: string, ids: string[]): Promise<Map<string, Row>> {
  const found = await pool().query<Row & { heading: string | null; page: number | null }>(
    `SELECT passage.id AS "passageId", passage.document_id AS "documentId", passage.version_id AS "versionId",
            document.name AS "documentName", passage.collection_id AS "collectionId", ordinal, start, "end", text, context,
            heading, page, tokens
     FROM passage JOIN document ON document.id = passage.document_id
     WHERE passage.team_id = $1 AND document.team_id = $1 AND document.deleted_at IS NULL AND passage.id = ANY($2)`,
    [teamId, ids],
  );
  return new Map(
    found.rows.map(({ heading, page, ...row }) => [
      row.passageId,
      { ...row, ...(heading !== null && { heading }), ...(page !== null && { page }) },
    ]),
  );
}

/** Cosine similarity of single passages of a team to a question. */
export async function cosinesOf(teamId: string, ids: string[], question: Float32Array): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map();
  const found = await pool().query<{ id: string; cosine: number }>(
    'SELECT id, 1 - (embedding <=> $3::vector) AS cosine FROM passage WHERE team_id = $1 AND id = ANY($2)',
    [teamId, ids, vectorText(question)],
  );
  return new Map(found.rows.map((row) => [row.id, row.cosine]));
}

/** The stored sentences of passages of a team, each passage's nearest to the question first. */
export async function readSentences(
  teamId: string,
  ids: string[],
  question: Float32Array,
): Promise<Map<string, RetrievedPassage['sentences']>> {
  const found = await pool().query<{ id: string; start: number; end: number; similarity: number }>(
    `SELECT passage.id, sentence.start, sentence."end", 1 - (sentence.embedding <=> $3::vector) AS similarity
     FROM passage JOIN sentence ON sentence.passage_id = passage.id
     WHERE passage.team_id = $1 AND passage.id = ANY($2) ORDER BY similarity DESC, sentence.start`,
    [teamId, ids, vectorText(question)],
  );
  const sentences = new Map<string, RetrievedPassage['sentences']>();
  for (const { id, ...sentence } of found.rows) {
    const list = sentences.get(id);
    if (list) list.push(sentence);
    else sentences.set(id, [sentence]);
  }
  return sentences;
}
