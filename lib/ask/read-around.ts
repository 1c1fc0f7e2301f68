import type { Viewer } from '@/lib/auth/viewer';
import { pool } from '@/lib/db/client';
import { readPassages } from '@/lib/retrieval/read-passages';
import type { RetrievedPassage } from '@/lib/retrieval/retrieval-types';
import { choosePassages, type PackLimits } from './choose-passages';
import { type Extent, type Outline, widen } from './widen';

/** A passage to be read: one that was found, or, `around` it, one that the search did not bring. */
export type ReadPassage = RetrievedPassage & { around?: true };

/** Passages before and after one that was found that a section is looked for in, where the document is too long to be read whole. */
const farthest = 60;

/**
 * What is read for an answer of the passages that were found, best first: the chosen ones and, where the team's budget has
 * room for more, what stands around them, in the order of the text. What people took out of search is no part of it.
 */
export async function readAround(viewer: Viewer, found: RetrievedPassage[], limits: PackLimits): Promise<{ passages: ReadPassage[]; extents: Extent[] }> {
  const { budget, furthest } = limits;
  const chosen = choosePassages(found, limits);
  const outlines = furthest === 'passage' ? new Map<string, Outline>() : await outlinesAround(viewer.teamId, found, budget);
  const extents = widen(chosen, outlines, budget, furthest, found);
  const byId = new Map(found.map((passage) => [passage.passageId, passage]));
  const rows = await readPassages(viewer.teamId, extents.flatMap((extent) => extent.passageIds).filter((id) => !byId.has(id)));
  const passages = extents.flatMap(({ passageId, passageIds }) => {
    const best = byId.get(passageId);
    return passageIds.flatMap((id): ReadPassage[] => {
      const own = byId.get(id);
      const row = rows.get(id);
      if (own) return [own];
      return row && best ? [{ ...row, score: best.score, similarity: 0, sentences: [], around: true }] : [];
    });
  });
  return { passages, extents };
}

type Row = { id: string; version_id: string; ordinal: number; tokens: number; context: string; heading: string | null };

async function outlinesAround(teamId: string, found: RetrievedPassage[], budget: number): Promise<Map<string, Outline>> {
  const versions = [...new Set(found.map((passage) => passage.versionId))];
  const lengths = await pool().query<{ version_id: string; tokens: number }>(
    'SELECT version_id, sum(tokens)::int AS tokens FROM passage WHERE team_id = $1 AND version_id = ANY($2) GROUP BY version_id',
    [teamId, versions],
  );
  const whole = new Set(lengths.rows.filter(({ tokens }) => tokens <= budget).map((row) => row.version_id));
  const { rows } = await pool().query<Row>(
    `SELECT passage.id, passage.version_id, passage.ordinal, passage.tokens, passage.context, passage.heading FROM passage
     WHERE team_id = $1 AND (version_id = ANY($2) OR EXISTS (
       SELECT 1 FROM passage AS one WHERE one.id = ANY($3) AND one.version_id = passage.version_id AND passage.ordinal BETWEEN one.ordinal - ${farthest} AND one.ordinal + ${farthest}))
     ORDER BY version_id, ordinal, part`,
    [teamId, [...whole], found.filter((passage) => !whole.has(passage.versionId)).map((passage) => passage.passageId)],
  );
  return new Map(
    [...Map.groupBy(rows, (row) => row.version_id)].map(([version, own]) => [
      version,
      { whole: whole.has(version), passages: own.map((row, i) => ({ passageId: row.id, tokens: row.tokens, section: sectionOf(row, own[i - 1]) })) },
    ]),
  );
}

/** Title and headings above, without the header row that later parts of a table carry; a gap before it begins another one. */
function sectionOf({ context, heading, ordinal }: Row, before: Row | undefined): string {
  const gap = before !== undefined && ordinal - before.ordinal > 1 ? ` ${ordinal}` : '';
  const path = context.split(' › ').filter((part) => !part.includes(' | '));
  return `${path.join(' › ')}\n${heading ?? ''}${gap}`;
}
