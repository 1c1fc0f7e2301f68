import type { Viewer } from '@/lib/auth/viewer';
import { pool } from '@/lib/db/client';
import type { PackedPassage, PackedSentence } from './packed-passage';

/** How cells stand beside each other in a canonical text. */
const between = ' | ';

type Block = { version_id: string; place: number; kind: 'table' | 'list-item'; start: number; end: number; ordered: boolean | null };

/**
 * Says of sentences what they are in their document: items of a list, and rows of a table. Rows become readable by
 * themselves: each gets its cells under their column names ("City: London; Hotel: 170"), and header rows, which say
 * nothing alone, are marked. What is cited stays the sentence as it stands.
 */
export async function describeSentences(viewer: Viewer, passages: PackedPassage[]): Promise<PackedPassage[]> {
  if (passages.length === 0) return passages;
  const blocks = Map.groupBy(await listsAndTables(viewer, [...new Set(passages.map((passage) => passage.versionId))]), (block) => block.version_id);
  return passages.map((passage) => {
    const own = blocks.get(passage.versionId);
    return own ? { ...passage, sentences: passage.sentences.map((sentence) => described(sentence, passage, own)) } : passage;
  });
}

/** Items of lists, and tables that have a header row. Items whose words begin with their number are not to be counted again. */
async function listsAndTables(viewer: Viewer, versionIds: string[]): Promise<Block[]> {
  const found = await pool().query<Block>(
    `SELECT version.id AS version_id, place::int, block->>'kind' AS kind, (block->>'start')::int AS start, (block->>'end')::int AS "end",
            (block->>'ordered')::boolean AND coalesce(block->>'number', '-') <> '' AS ordered
     FROM document_version AS version, jsonb_array_elements(CASE jsonb_typeof(version.blocks) WHEN 'array' THEN version.blocks ELSE '[]' END) WITH ORDINALITY AS one (block, place)
     WHERE version.team_id = $1 AND version.id = ANY($2) AND (block->>'kind' = 'list-item' OR (block->>'kind' = 'table' AND (block->>'header')::boolean))`,
    [viewer.teamId, versionIds],
  );
  return found.rows;
}

function described(sentence: PackedSentence, passage: PackedPassage, blocks: Block[]): PackedSentence {
  const block = blocks.find((one) => one.start <= sentence.start && sentence.end <= one.end);
  if (!block) return sentence;
  if (block.kind === 'list-item') return { ...sentence, list: { item: block.place, ordered: block.ordered ?? false } };
  return rowOf(sentence, passage, block);
}

function rowOf(sentence: PackedSentence, passage: PackedPassage, table: Block): PackedSentence {
  // Before its words there may be the mark of an empty corner.
  const isFirst = sentence.start < table.start + between.length - 1;
  if (isFirst && !sentence.text.includes('\n')) return { ...sentence, isHeader: true };
  const header = headerOf(passage, table, sentence.start);
  if (!header) return sentence;
  const labels = cellsOf(header);
  const rows = sentence.text.split('\n').slice(isFirst ? 1 : 0).map(cellsOf);
  const shown = rows
    .map((cells) =>
      cells
        // A column without a name says what its row is about.
        .flatMap((cell, index) => (cell === '' ? [] : [[labels[index], cell].filter(Boolean).join(': ')]))
        .join('; '),
    )
    .join('. ');
  const [cells = []] = rows;
  // Short rows may stand together in one sentence: those are no row of their own.
  return shown ? { ...sentence, shown, ...(rows.length === 1 && { row: { table: table.start, header: labels, cells } }) } : sentence;
}

function cellsOf(row: string): string[] {
  return row.split(between.trim()).map((cell) => cell.trim());
}

/** The header row: in the passage itself, or, for the later pieces of a long table, at the end of its context. */
function headerOf(passage: PackedPassage, table: Block, at: number): string | undefined {
  const first = passage.parts.find((part) => part.start <= table.start && table.start < part.end);
  if (first) return first.text.slice(table.start - first.start).split('\n', 1)[0];
  const part = passage.parts.find((one) => one.start <= at && at < one.end);
  const last = part?.context.split(' › ').at(-1);
  return last?.includes(between) ? last : undefined;
}
