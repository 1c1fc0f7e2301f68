import type { DocumentBuilder } from './document-builder';

/** A row of a sheet with its 1-based number. */
export type SheetRow = { number: number; cells: string[]; /** Nothing but hidden rows lies between it and the one before. */ isJoined?: boolean };

/**
 * Adds the rows of a sheet: stretches between empty rows are tables of their own, so that row numbers stay countable
 * from the first, but for hidden rows in between; stretches of one column are text.
 */
export function addSheetRows(builder: DocumentBuilder, rows: SheetRow[], options: { sheet?: string }): void {
  let stretch: SheetRow[] = [];
  const flush = () => {
    addStretch(builder, stretch, options);
    stretch = [];
  };
  for (const row of rows) {
    const last = stretch.at(-1);
    if (last && row.number !== last.number + 1 && !row.isJoined) flush();
    if (row.cells.every((cell) => cell.trim() === '')) flush();
    else stretch.push(row);
  }
  flush();
}

/** Notices while a sheet is read, row by row, which rows are parted by hidden ones only. */
export class RowJoiner {
  /** Up to here each row is a visible or a hidden one. */
  private end: number | undefined;
  private isAfterHidden = false;

  /** `last` is given for rows that are repeated. */
  hidden(number: number, last = number): void {
    if (this.end === undefined || number !== this.end + 1) return;
    this.end = last;
    this.isAfterHidden = true;
  }

  visible(row: SheetRow): SheetRow {
    const isJoined = this.isAfterHidden && this.end !== undefined && row.number === this.end + 1;
    this.end = row.number;
    this.isAfterHidden = false;
    return isJoined ? { ...row, isJoined } : row;
  }
}

/** The sheet's name above its rows, unless it is the only one and has the name that every first sheet gets. */
export function addSheetTitle(builder: DocumentBuilder, name: string, sheetCount: number): void {
  if (sheetCount > 1 || !/^(sheet|tabelle|feuil|hoja|foglio|лист)\s*\d*$/i.test(name)) builder.heading(name, 2);
}

function addStretch(builder: DocumentBuilder, rows: SheetRow[], { sheet }: { sheet?: string }): void {
  // A title above the table, in one cell.
  let first = 0;
  while (first < rows.length && filled(rows[first]) < 2 && rows.slice(first, first + 5).some((row) => filled(row) > 1)) {
    builder.paragraph(rows[first]?.cells.join(' ') ?? '');
    first += 1;
  }
  const body = rows.slice(first);
  const used = new Set<number>();
  for (const row of body) row.cells.forEach((cell, column) => cell.trim() !== '' && used.add(column));
  if (used.size < 2) {
    for (const row of body) builder.paragraph(row.cells.join(' '));
    return;
  }
  const columns = [...used].toSorted((one, other) => one - other);
  const table = body.map((row) => columns.map((column) => row.cells[column] ?? ''));
  const numbers = body.map((row) => row.number);
  const hasGaps = numbers.some((number, index) => number !== (numbers[0] ?? 0) + index);
  builder.table(table, { header: isHeader(table), ...(sheet && { sheet }), ...(body[0] && { firstRow: body[0].number }), ...(hasGaps && { rowNumbers: numbers }) });
}

function filled(row: SheetRow | undefined): number {
  return row?.cells.filter((cell) => cell.trim() !== '').length ?? 0;
}

/** Whether the first row names the columns. Names stand above values: every column is named, nothing in the row is a number, and more rows follow. */
export function isHeader(rows: string[][]): boolean {
  const names = rows[0]?.map((cell) => cell.trim()) ?? [];
  if (rows.length < 2) return false;
  const named = names.filter((name) => name !== '');
  return named.length >= names.length - 1 && new Set(named).size === named.length && named.every((name) => name.length <= 100 && !/^[-+]?[\d.,\s]+[%€$£]?$/.test(name));
}
