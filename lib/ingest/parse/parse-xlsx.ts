import { DocumentBuilder } from './document-builder';
import { cellFormats, formatCell, hiddenStyles, type CellFormat } from './excel-format';
import type { HiddenKind, ParsedDocument } from './parsed-document';
import { allElements, element, readXml, readXmlTree, relationshipsOf, targetsOf, type XmlElement } from './read-xml';
import { readZip } from './read-zip';
import { besideSheet } from './sheet-drawings';
import { addSheetRows, addSheetTitle, RowJoiner, type SheetRow } from './sheet-rows';

const maxCells = 1_000_000;
const maxColumns = 16_384;
/** Longer words of a cell over several rows are not said again in each. */
const mostRepeated = 100;
/** Of a hidden sheet, to say what it holds. */
const sampleCells = 40;

type Workbook = { strings: string[]; formats: CellFormat[]; hiddenStyles: (HiddenKind | undefined)[]; from1904: boolean };

/** Excel: every visible sheet as tables of the values as they are shown, then its text boxes, charts and comments; formulas and pictures are not read. */
export async function parseXlsx(path: string): Promise<ParsedDocument> {
  const parts = await readZip(path, (name) => /^xl\/(workbook\.xml|_rels\/workbook\.xml\.rels|sharedStrings\.xml|styles\.xml|(worksheets|drawings)\/([^/]+\.xml|_rels\/[^/]+\.rels)|charts\/[^/]+\.xml|comments[^/]*\.xml|comments\/[^/]+\.xml)$/i.test(name));
  const builder = new DocumentBuilder();
  const tree = element(readXmlTree(parts.get('xl/workbook.xml') ?? new Uint8Array()), 'workbook');
  const targets = targetsOf(parts, 'xl/workbook.xml');
  const workbook: Workbook = {
    strings: sharedStrings(parts.get('xl/sharedStrings.xml')),
    formats: cellFormats(parts.get('xl/styles.xml')),
    hiddenStyles: hiddenStyles(parts.get('xl/styles.xml')),
    from1904: isTrue(element(tree, 'workbookPr')?.attributes.date1904),
  };
  const sheets = allElements(element(tree, 'sheets'), 'sheet');
  const visible = sheets.filter(isVisible);
  let left = maxCells;
  for (const sheet of sheets) {
    const name = sheet.attributes.name ?? '';
    const part = targets.get(sheet.attributes['r:id'] ?? '') ?? '';
    const content = parts.get(part);
    if (!content) continue;
    if (!isVisible(sheet)) {
      const { rows } = new SheetReader(undefined, workbook, sampleCells).read(content);
      builder.hide('sheet', `${name}: ${rows.flatMap((row) => row.cells).join(' ')}`);
      continue;
    }
    const reader = new SheetReader(builder, workbook, left);
    const { rows } = reader.read(content, linksOf(parts, part));
    left = reader.left;
    const beside = besideSheet(parts, part, new Set(visible.map(({ attributes }) => attributes.name ?? '')));
    if (rows.length === 0 && !beside) continue;
    addSheetTitle(builder, name, visible.length);
    addSheetRows(builder, rows, { sheet: name });
    beside?.add(builder);
    if (left <= 0) {
      builder.loss('This workbook is very large: only its first million cells were read.');
      break;
    }
  }
  return builder.finish('xlsx');
}

function sharedStrings(bytes: Uint8Array | undefined): string[] {
  const strings: string[] = [];
  if (!bytes) return strings;
  let current = '';
  let inText = false;
  let phonetic = false;
  readXml(bytes, {
    open: (name) => {
      if (name === 'si') current = '';
      if (name === 'rPh') phonetic = true;
      if (name === 't') inText = true;
    },
    close: (name) => {
      if (name === 'si') strings.push(current);
      if (name === 'rPh') phonetic = false;
      if (name === 't') inText = false;
    },
    text: (text) => {
      if (inText && !phonetic) current += text;
    },
  });
  return strings;
}

function isVisible(sheet: XmlElement): boolean {
  return (sheet.attributes.state ?? 'visible') === 'visible';
}

/** Addresses that cells of a sheet lead to, by the id that the sheet uses. */
function linksOf(parts: ReadonlyMap<string, Uint8Array>, sheet: string): Map<string, string> {
  return new Map(relationshipsOf(parts, sheet).flatMap(({ id, target, isExternal }) => (isExternal ? [[id, target] as const] : [])));
}

type Row = SheetRow & { isHidden: boolean; unseen: string[] };
type Attributes = Record<string, string>;

class SheetReader {
  private readonly rows: SheetRow[] = [];
  private readonly joiner = new RowJoiner();
  private readonly byNumber = new Map<number, SheetRow>();
  private readonly hiddenColumns: { min: number; max: number }[] = [];
  private row: Row | undefined;
  private cell = { column: 0, type: 'n', style: 0, text: '' };
  private inValue = false;
  private inPhonetic = false;
  private number = 0;

  /** Without a builder, hidden rows and cells are left out unsaid. */
  constructor(
    private readonly builder: DocumentBuilder | undefined,
    private readonly workbook: Workbook,
    /** How many more cells may be read. */
    public left: number,
  ) {}

  read(bytes: Uint8Array, links: ReadonlyMap<string, string> = new Map()): { rows: SheetRow[] } {
    readXml(bytes, {
      open: (name, attributes) => {
        if (name === 'hyperlink') this.link(attributes, links);
        else if (name === 'mergeCell') this.merge(attributes.ref ?? '');
        else this.open(name, attributes);
      },
      text: (text) => {
        if (this.inValue && !this.inPhonetic) this.cell.text += text;
      },
      close: (name) => this.close(name),
    });
    return { rows: this.rows };
  }

  private open(name: string, attributes: Attributes): void {
    if (name === 'col' && isTrue(attributes.hidden)) this.hiddenColumns.push({ min: Number(attributes.min) - 1, max: Number(attributes.max) - 1 });
    else if (name === 'row') {
      this.number = Number(attributes.r ?? this.number + 1);
      this.row = { number: this.number, cells: [], isHidden: isTrue(attributes.hidden), unseen: [] };
    } else if (name === 'c') {
      const column = attributes.r ? columnOf(attributes.r) : (this.row?.cells.length ?? 0);
      this.cell = { column, type: attributes.t ?? 'n', style: Number(attributes.s ?? 0), text: '' };
    } else if (name === 'rPh') this.inPhonetic = true;
    else if (name === 'v' || name === 't') this.inValue = true;
  }

  private close(name: string): void {
    if (name === 'v' || name === 't') this.inValue = false;
    else if (name === 'rPh') this.inPhonetic = false;
    else if (name === 'c') this.endCell();
    else if (name === 'row') this.endRow();
  }

  private endCell(): void {
    const { row, cell } = this;
    if (!row || cell.column >= maxColumns || this.left <= 0) return;
    const value = valueOf(cell, this.workbook);
    if (value === '') return;
    this.left -= 1;
    const hidden = this.workbook.hiddenStyles[cell.style];
    if (this.hiddenColumns.some(({ min, max }) => min <= cell.column && cell.column <= max)) row.unseen.push(value);
    else if (hidden && !row.isHidden) this.builder?.hide(hidden, value);
    else {
      while (row.cells.length < cell.column) row.cells.push('');
      row.cells[cell.column] = value;
    }
  }

  private endRow(): void {
    const { row } = this;
    this.row = undefined;
    if (!row) return;
    if (row.isHidden) {
      this.joiner.hidden(row.number);
      const words = [...row.cells, ...row.unseen].join(' ').trim();
      if (words) this.builder?.hide('row', words);
      return;
    }
    if (row.unseen.length > 0) this.builder?.hide('column', row.unseen.join(' '), row.unseen.length);
    if (row.cells.length === 0) return;
    const read = this.joiner.visible({ number: row.number, cells: row.cells });
    this.rows.push(read);
    this.byNumber.set(row.number, read);
  }

  /** A cell over several rows belongs to each of them: its words, unless they are long, stand in each. */
  private merge(range: string): void {
    const [, letters = '', first, last] = /^([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})$/.exec(range) ?? [];
    const column = columnOf(letters);
    const words = this.byNumber.get(Number(first))?.cells[column];
    if (!words || words.length > mostRepeated) return;
    for (let number = Number(first) + 1; number <= Math.min(Number(last), this.number) && this.left > 0; number += 1) {
      const cells = this.byNumber.get(number)?.cells;
      if (!cells || cells[column]) continue;
      while (cells.length < column) cells.push('');
      cells[column] = words;
      this.left -= 1;
    }
  }

  private link(attributes: Attributes, links: ReadonlyMap<string, string>): void {
    const [, letters, number] = /^([A-Z]{1,3})(\d{1,7})/.exec(attributes.ref ?? '') ?? [];
    const cells = this.byNumber.get(Number(number))?.cells;
    const column = columnOf(letters ?? '');
    const words = cells?.[column];
    if (cells && words && this.builder) cells[column] = this.builder.link(words, links.get(attributes['r:id'] ?? ''));
  }
}

function isTrue(value: string | undefined): boolean {
  return value === '1' || value === 'true';
}

function valueOf(cell: { type: string; style: number; text: string }, { strings, formats, from1904 }: Workbook): string {
  switch (cell.type) {
    case 's':
      return strings[Number(cell.text)] ?? '';
    case 'b':
      return cell.text === '1' ? 'TRUE' : 'FALSE';
    case 'n':
      return formatCell(cell.text, formats[cell.style], from1904);
    default:
      return cell.text;
  }
}

/** 0-based column of a reference such as `AB12`. */
function columnOf(reference: string): number {
  let column = 0;
  for (const letter of /^[A-Z]+/.exec(reference)?.[0] ?? 'A') column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}
