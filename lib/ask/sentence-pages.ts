import type { Viewer } from '@/lib/auth/viewer';
import { pool } from '@/lib/db/client';
import type { RetrievedPassage } from '@/lib/retrieval/retrieval-types';
import type { PackedPassage } from './packed-passage';

type PageSpan = { version_id: string; number: number; start: number; end: number };

/**
 * Gives sentences the page they begin on. A passage knows only the page of its first words, so those that may reach
 * over the end of a page are looked up.
 */
export async function placeOnPages(viewer: Viewer, found: RetrievedPassage[], passages: PackedPassage[]): Promise<PackedPassage[]> {
  const versions = await versionsToLookUp(viewer, found, passages);
  if (versions.length === 0) return passages;
  const { rows: pages } = await pool().query<PageSpan>(
    `SELECT version.id AS version_id, (page->>'number')::int AS number, (page->>'start')::int AS start, (page->>'end')::int AS "end"
     FROM document_version AS version, jsonb_array_elements(CASE jsonb_typeof(version.pages) WHEN 'array' THEN version.pages ELSE '[]' END) AS page
     WHERE version.team_id = $1 AND version.id = ANY($2)`,
    [viewer.teamId, versions],
  );
  return passages.map((passage) => {
    const own = pages.filter((page) => page.version_id === passage.versionId);
    if (own.length === 0) return passage;
    const pageAt = (at: number) => own.find((page) => page.start <= at && at < page.end)?.number;
    return { ...passage, sentences: passage.sentences.map((sentence) => ({ ...sentence, page: pageAt(sentence.start) })) };
  });
}

/** Page data is large (it holds every word's box), so it is read only where the next passage begins on another page. */
async function versionsToLookUp(viewer: Viewer, found: RetrievedPassage[], passages: PackedPassage[]): Promise<string[]> {
  const packed = new Set(passages.map((passage) => passage.versionId));
  const ids = found.filter((passage) => passage.page !== undefined && packed.has(passage.versionId)).map((passage) => passage.passageId);
  if (ids.length === 0) return [];
  const { rows } = await pool().query<{ version_id: string }>(
    `SELECT DISTINCT passage.version_id FROM passage
     LEFT JOIN passage AS next ON next.version_id = passage.version_id AND next.ordinal IN (passage.ordinal, passage.ordinal + 1) AND next.id <> passage.id
     WHERE passage.team_id = $1 AND passage.id = ANY($2) AND next.page IS DISTINCT FROM passage.page`,
    [viewer.teamId, ids],
  );
  return rows.map((row) => row.version_id);
}
