import type { Viewer } from '@/lib/auth/viewer';
import { pool } from '@/lib/db/client';
import type { PackedPassage, PackedSentence } from './packed-passage';

/** How cells stand beside each other in a canonical text. */
const between = ' | ';

type Table = { version_id: string; start: number; end: number };

/**
 * Makes rows of tables readable by themselves: each gets its cells under their column names ("City: London; Hotel:
 * 170"), and header rows, which say nothing alone, are marked. What is cited stays the row as it stands.
 */
export async function labelTableRows(viewer: Viewer, passages: PackedPassage[]): Promise<PackedPassage[]> {
  const withRows = passages.filter((passage) => passage.parts.some((part) => part.text.includes(between)));
  if (withRows.length === 0) return passages;
  const tables = await tablesWithHeader(viewer, [...new Set(withRows.map((passage) => passage.versionId))]);
  return passages.map((passage) => {
    if (!withRows.includes(passage)) return passage;
    const own = tables.filter((table) => table.version_id === passage.versionId);
    return { ...passage, sentences: passage.sentences.map((sentence) => labelled(sentence, passage, own)) };
  });
}

async function tablesWithHeader(viewer: Viewer, versionIds: string[]): Promise<Table[]> {
  const found = await pool().query<Table>(
    `SELECT version.id AS version_id, (block->>'start')::int AS start, (block->>'end')::int AS "end"
     FROM document_version AS version, jsonb_array_elements(CASE jsonb_typeof(version.blocks) WHEN 'array' THEN version.blocks ELSE '[]' END) AS block
     WHERE version.team_id = $1 AND version.id = ANY($2) AND block->>'kind' = 'table' AND (block->>'header')::boolean`,
    [viewer.teamId, versionIds],
  );
  return found.rows;
}

function labelled(sentence: PackedSentence, passage: PackedPassage, tables: Table[]): PackedSentence {
  const table = tables.find((one) => one.start <= sentence.start && sentence.end <= one.end);
  if (!table) return sentence;
  if (sentence.start === table.start) return { ...sentence, isHeader: true };
  const header = headerOf(passage, table, sentence.start);
  if (!header) return sentence;
  const labels = header.split(between.trim()).map((label) => label.trim());
  const shown = sentence.text
    .split('\n')
    .map((row) =>
      row
        .split(between.trim())
        .map((cell, index) => [labels[index], cell.trim()].filter(Boolean))
        .flatMap((cell) => (cell.length > 1 || labels.length === 0 ? [cell.join(': ')] : []))
        .join('; '),
    )
    .join('. ');
  return shown ? { ...sentence, shown } : sentence;
}

/** The header row: in the passage itself, or, for the later pieces of a long table, at the end of its context. */
function headerOf(passage: PackedPassage, table: Table, at: number): string | undefined {
  const first = passage.parts.find((part) => part.start <= table.start && table.start < part.end);
  if (first) return first.text.slice(table.start - first.start).split('\n', 1)[0];
  const part = passage.parts.find((one) => one.start <= at && at < one.end);
  const last = part?.context.split(' › ').at(-1);
  return last?.includes(between) ? last : undefined;
}
