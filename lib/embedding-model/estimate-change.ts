import type { MeasuredModel } from '@/lib/ai/embedding/measure-model';
import { servingEmbedder } from '@/lib/ai/embedding/team-embedders';
import type { Viewer } from '@/lib/auth/viewer';
import { pool } from '@/lib/db/client';
import { findSpace } from '@/lib/retrieval/open-space';
import { passageVectors, sentenceVectors } from '@/lib/retrieval/vector-tables';
import type { ChangeEstimate } from './shown-embedding-model';

/** Where a document has no sentences yet, a passage is taken to have this many. */
const usualSentences = 5;
/** Characters of a title or heading to one token. */
const charactersPerToken = 4;

/**
 * What it takes to embed a team's passages, and their sentences, with a measured model. Vectors that are already there
 * (from a change that was cancelled) are not made again. Undefined when the team is searched with this model already.
 */
export async function estimateChange(viewer: Viewer, measured: MeasuredModel): Promise<ChangeEstimate | undefined> {
  const { space: serving } = await servingEmbedder(viewer.teamId);
  const known = await findSpace(measured);
  if (known?.id === serving.id) return undefined;
  const counted = await pool().query<{ passages: number; sharp: number; sentences: number; tokens: number; titles: number }>(
    `SELECT count(*)::int AS passages, count(s.sentences)::int AS sharp, coalesce(sum(s.sentences), 0)::int AS sentences,
            coalesce(sum(p.tokens), 0)::int AS tokens, coalesce(sum(length(p.context)), 0)::int AS titles
     FROM passage p
     LEFT JOIN (SELECT passage_id, count(*) AS sentences FROM ${sentenceVectors(serving)} GROUP BY passage_id) s ON s.passage_id = p.id
     WHERE p.team_id = $1 ${known ? `AND NOT EXISTS (SELECT 1 FROM ${passageVectors(known)} v WHERE v.passage_id = p.id)` : ''}`,
    [viewer.teamId],
  );
  const { passages = 0, sharp = 0, sentences = 0, tokens = 0, titles = 0 } = counted.rows[0] ?? {};
  // Every word is read twice: in its passage and in its sentence. Titles are read with passages only.
  const all = 2 * tokens + Math.ceil(titles / charactersPerToken);
  return {
    passages,
    sentences: sentences + (passages - sharp) * usualSentences,
    tokens: all,
    ...(measured.price !== undefined && { dollars: (all * measured.price) / 1_000_000 }),
    seconds: Math.ceil(all / measured.tokensPerSecond),
  };
}
