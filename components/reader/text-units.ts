import type { Block, Link, Span } from '@/lib/ingest/parse/parsed-document';

/** One thing to draw when a document is shown as text. Tables come in slices of rows, so that long ones stay light. */
export type Unit = Span & {
  /** Number of the slide that begins here. */
  slide?: number;
  /** Words in it that the file links to addresses. */
  links?: Link[];
} & (
    | { kind: 'heading'; level: number }
    | { kind: 'paragraph' }
    | { kind: 'caption' }
    | { kind: 'list-item'; depth: number; /** "3." or "•"; undefined when the text itself begins with its mark. */ label?: string }
    | { kind: 'code' }
    | {
        kind: 'rows';
        rows: Span[][];
        /** The table's header row; on every slice, so that each is a whole table to a screen reader. */
        header?: Span[];
        /** False on the slices after the first. */
        first: boolean;
        sheet?: string;
        /** Width of each column in characters: the same on every slice. */
        widths: number[];
        /** 1-based number of the header row in the file, on the first slice. */
        headerNumber?: number;
        /** 1-based numbers of the rows of this slice in the file; undefined when rows are not counted. */
        rowNumbers?: number[];
      }
  );

const rowsPerSlice = 40;

/**
 * The units of a text in reading order. Together they hold every word of the text: what stands between blocks becomes a
 * paragraph. Only a table's separators are left out.
 */
export function textUnits(text: string, blocks: readonly Block[]): Unit[] {
  const units: Unit[] = [];
  const counters: number[] = [];
  let at = 0;
  let slide: number | undefined;
  let sheet: string | undefined;
  for (const block of blocks) {
    if (block.start < at) continue;
    fill(at, block.start);
    at = block.end;
    const before = units.length;
    if (block.kind === 'list-item') {
      counters.length = block.depth + 1;
      const count = (counters[block.depth] ?? 0) + 1;
      counters[block.depth] = block.ordered ? count : 0;
      const own = /^\s*(?:[-*•◦‣–]|\(?[\p{L}\p{N}]{1,4}[.)])\s/u.test(text.slice(block.start, block.start + 12));
      units.push({ kind: 'list-item', depth: block.depth, label: block.number ?? (own ? undefined : block.ordered ? `${count}.` : '•'), start: block.start, end: block.end });
    } else {
      counters.length = 0;
      if (block.kind === 'table') {
        units.push(...slices(block.sheet === sheet || named(block) ? { ...block, sheet: undefined } : block));
        sheet = block.sheet;
      } else if (block.kind === 'heading') units.push({ kind: 'heading', level: block.level, start: block.start, end: block.end });
      else units.push({ kind: block.kind, start: block.start, end: block.end });
    }
    const first = units[before];
    if (first && block.links) first.links = block.links;
    if (first && block.page !== undefined && block.page !== slide) {
      slide = block.page;
      first.slide = slide;
    }
  }
  fill(at, text.length);
  return units;

  /** Whether the heading just before says the sheet's name already. */
  function named(table: Block & { kind: 'table' }): boolean {
    const before = units.at(-1);
    return before?.kind === 'heading' && text.slice(before.start, before.end) === table.sheet;
  }

  function fill(start: number, end: number) {
    if (text.slice(start, end).trim() !== '') units.push({ kind: 'paragraph', start, end });
  }
}

function slices(table: Block & { kind: 'table' }): Unit[] {
  const header = table.header ? table.rows[0] : undefined;
  const body = header ? table.rows.slice(1) : table.rows;
  const widths = columnWidths(table.rows);
  const firstNumber = table.firstRow === undefined ? undefined : table.firstRow + (header ? 1 : 0);
  const numbered = header ? table.rowNumbers?.slice(1) : table.rowNumbers;
  const units: Unit[] = [];
  for (let from = 0; from < Math.max(body.length, 1); from += rowsPerSlice) {
    const rows = body.slice(from, from + rowsPerSlice);
    units.push({
      kind: 'rows',
      rows,
      header,
      first: from === 0,
      sheet: from === 0 ? table.sheet : undefined,
      widths,
      headerNumber: header && from === 0 ? table.firstRow : undefined,
      rowNumbers: firstNumber === undefined ? undefined : rows.map((_, n) => numbered?.[from + n] ?? firstNumber + from + n),
      start: from === 0 ? table.start : (rows[0]?.[0]?.start ?? table.start),
      end: rows.at(-1)?.at(-1)?.end ?? table.end,
    });
  }
  return units;
}

/** Wide columns for long cells, within reason: every slice of a table must have the same ones. */
function columnWidths(rows: readonly Span[][]): number[] {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, n) => {
      widths[n] = Math.max(widths[n] ?? 8, Math.min(40, cell.end - cell.start));
    });
  }
  return widths;
}

/** Index of the unit in which the position stands, or the nearest one before it; 0 when there is none. */
export function unitAt(units: readonly Unit[], position: number): number {
  let low = 0;
  let high = units.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((units[middle]?.start ?? 0) <= position) low = middle;
    else high = middle - 1;
  }
  return low;
}
