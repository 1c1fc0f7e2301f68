import { DocumentBuilder } from './document-builder';
import { readOdf, type OdfStyles } from './odf-styles';
import type { ParsedDocument } from './parsed-document';
import { readXml, readXmlPart } from './read-xml';
import { addSheetRows, addSheetTitle, RowJoiner, type SheetRow } from './sheet-rows';

const maxCells = 1_000_000;
const maxColumns = 16_384;

/** OpenDocument sheets: every visible one as tables of the values as they are shown; formulas, charts and comments are not read. */
export async function parseOds(path: string): Promise<ParsedDocument> {
  const { content, styles, title } = await readOdf(path);
  styles.add(readXmlPart(content, 'automatic-styles'));
  const builder = new DocumentBuilder();
  const reader = new SheetReader(builder, styles);
  readXml(content, {
    open: (name, attributes) => reader.open(name, attributes),
    text: (text) => reader.text(text),
    close: (name) => reader.close(name),
  });
  for (const { name, rows } of reader.sheets) {
    if (rows.length === 0) continue;
    addSheetTitle(builder, name, reader.sheets.length);
    addSheetRows(builder, rows, { sheet: name });
  }
  if (reader.isFull) builder.loss('This workbook is very large: only its first million cells were read.');
  return builder.finish('ods', title);
}

type Sheet = { name: string; rows: SheetRow[]; isHidden: boolean };
type Row = { cells: string[]; unseen: string[]; column: number; repeated: number; isHidden: boolean };
type Cell = { repeated: number; date: string | undefined; words: string };
type Attributes = Record<string, string>;

class SheetReader {
  /** The visible ones. */
  readonly sheets: Sheet[] = [];
  private left = maxCells;
  private sheet: Sheet | undefined;
  private hiddenColumns = new Set<number>();
  private joiner = new RowJoiner();
  private columnCount = 0;
  private rowNumber = 1;
  private row: Row | undefined;
  private cell: Cell | undefined;
  /** How deep we are in something whose words are not a cell's: a comment, a drawing. */
  private beside = 0;

  constructor(
    private readonly builder: DocumentBuilder,
    private readonly styles: OdfStyles,
  ) {}

  get isFull(): boolean {
    return this.left <= 0;
  }

  open(name: string, attributes: Attributes): void {
    if (this.beside > 0 || /^(annotation|shapes|frame|custom-shape|tracked-changes)$/.test(name)) {
      if (name === 'annotation' && !this.sheet?.isHidden) this.builder.leaveOutComments(1);
      if (name === 'image' || name === 'object') this.builder.report.imagesSkipped += 1;
      this.beside += 1;
      return;
    }
    switch (name) {
      case 'table':
        this.sheet = { name: attributes.name ?? '', rows: [], isHidden: this.styles.property('table', attributes['style-name'], 'table-properties', 'display') === 'false' };
        this.hiddenColumns = new Set();
        this.joiner = new RowJoiner();
        [this.columnCount, this.rowNumber] = [0, 1];
        return;
      case 'table-column': {
        const end = Math.min(maxColumns, this.columnCount + times(attributes['number-columns-repeated']));
        for (let column = this.columnCount; column < end && attributes.visibility === 'collapse'; column += 1) this.hiddenColumns.add(column);
        this.columnCount = end;
        return;
      }
      case 'table-row':
        this.row = { cells: [], unseen: [], column: 0, repeated: times(attributes['number-rows-repeated']), isHidden: /^(collapse|filter)$/.test(attributes.visibility ?? '') };
        return;
      case 'table-cell':
      case 'covered-table-cell':
        // A date is shown in as many ways as there are countries; its value is plain.
        this.cell = { repeated: times(attributes['number-columns-repeated']), date: attributes['date-value']?.replace('T', ' '), words: '' };
        return;
      case 'p':
        return this.text(this.cell?.words ? '\n' : '');
      case 's':
        return this.text(' '.repeat(Math.min(200, times(attributes.c))));
      case 'line-break':
      case 'tab':
        return this.text(' ');
    }
  }

  text(text: string): void {
    if (this.beside === 0 && this.cell) this.cell.words += text;
  }

  close(name: string): void {
    if (this.beside > 0) this.beside -= 1;
    else if (name === 'table-cell' || name === 'covered-table-cell') this.endCell();
    else if (name === 'table-row') this.endRow();
    else if (name === 'table') this.endSheet();
  }

  private endCell(): void {
    const { row, cell } = this;
    this.cell = undefined;
    if (!row || !cell) return;
    const words = cell.date ?? cell.words.trim();
    const end = Math.min(maxColumns, row.column + cell.repeated);
    for (let column = row.column; column < end && words !== '' && this.left > 0; column += 1) {
      this.left -= 1;
      if (this.hiddenColumns.has(column)) {
        row.unseen.push(words);
        continue;
      }
      while (row.cells.length < column) row.cells.push('');
      row.cells[column] = words;
    }
    row.column = end;
  }

  private endRow(): void {
    const { row, sheet } = this;
    this.row = undefined;
    if (!row || !sheet) return;
    if (row.isHidden && !sheet.isHidden) {
      this.joiner.hidden(this.rowNumber, this.rowNumber + row.repeated - 1);
      if (row.cells.length > 0) this.builder.hide('row', row.cells.join(' '), row.repeated);
    } else {
      if (row.unseen.length > 0 && !sheet.isHidden) this.builder.hide('column', row.unseen.join(' '), row.unseen.length);
      for (let copy = 0; copy < row.repeated && row.cells.length > 0; copy += 1) {
        if (copy > 0) this.left -= row.cells.length;
        if (this.left < 0) break;
        sheet.rows.push(this.joiner.visible({ number: this.rowNumber + copy, cells: row.cells }));
      }
    }
    this.rowNumber += row.repeated;
  }

  private endSheet(): void {
    const { sheet } = this;
    this.sheet = undefined;
    if (!sheet) return;
    if (sheet.isHidden) this.builder.hide('sheet', `${sheet.name}: ${sheet.rows.slice(0, 10).flatMap((row) => row.cells).join(' ')}`);
    else this.sheets.push(sheet);
  }
}

function times(repeated: string | undefined): number {
  const value = Number(repeated ?? 1);
  return Number.isInteger(value) && value > 0 ? value : 1;
}
