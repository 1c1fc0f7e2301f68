import { DocumentBuilder } from './document-builder';
import { cellFormats, formatCell, type CellFormat } from './excel-format';
import type { ParsedDocument } from './parsed-document';
import { allElements, element, readXml, readXmlTree, relationships } from './read-xml';
import { readZip } from './read-zip';
import { addSheetRows, type SheetRow } from './sheet-rows';

const maxCells = 1_000_000;

type Workbook = { strings: string[]; formats: CellFormat[]; from1904: boolean };

/** Excel: every visible sheet as tables of the values as they are shown; formulas, charts and comments are not read. */
export async function parseXlsx(path: string): Promise<ParsedDocument> {
  const parts = await readZip(path, (name) => /^xl\/(workbook\.xml|_rels\/workbook\.xml\.rels|sharedStrings\.xml|styles\.xml|worksheets\/[^/]+\.xml|drawings\/[^/]+\.xml)$/i.test(name));
  const builder = new DocumentBuilder();
  const tree = element(readXmlTree(parts.get('xl/workbook.xml') ?? new Uint8Array()), 'workbook');
  const targets = relationships(parts.get('xl/_rels/workbook.xml.rels'), 'xl');
  const workbook: Workbook = {
    strings: sharedStrings(parts.get('xl/sharedStrings.xml')),
    formats: cellFormats(parts.get('xl/styles.xml')),
    from1904: ['1', 'true'].includes(element(tree, 'workbookPr')?.attributes.date1904 ?? ''),
  };
  const sheets = allElements(element(tree, 'sheets'), 'sheet');
  const visible = sheets.filter((sheet) => (sheet.attributes.state ?? 'visible') === 'visible');
  if (visible.length < sheets.length) builder.note(`${count(sheets.length - visible.length, 'hidden sheet was', 'hidden sheets were')} not read.`);
  let left = maxCells;
  for (const sheet of visible) {
    const name = sheet.attributes.name ?? '';
    const content = parts.get(targets.get(sheet.attributes['r:id'] ?? '') ?? '');
    if (!content) continue;
    const { rows, cells } = readSheet(content, workbook, left);
    left -= cells;
    if (rows.length === 0) continue;
    if (visible.length > 1 || !/^(sheet|tabelle|feuil)\s*\d*$/i.test(name)) builder.heading(name, 2);
    addSheetRows(builder, rows, { sheet: name });
    if (left <= 0) {
      builder.note('This workbook is very large: only its first million cells were read.');
      break;
    }
  }
  for (const [name, content] of parts) {
    if (name.startsWith('xl/drawings/')) builder.report.imagesSkipped += allElements(readXmlTree(content), 'pic').length + allElements(readXmlTree(content), 'graphicFrame').length;
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

function readSheet(bytes: Uint8Array, workbook: Workbook, limit: number): { rows: SheetRow[]; cells: number } {
  const rows: SheetRow[] = [];
  let row: SheetRow | undefined;
  let cell = { column: 0, type: 'n', style: 0, text: '' };
  let inValue = false;
  let cells = 0;
  readXml(bytes, {
    open: (name, attributes) => {
      if (name === 'row') row = { number: Number(attributes.r ?? (rows.at(-1)?.number ?? 0) + 1), cells: [] };
      else if (name === 'c') {
        const column = attributes.r ? columnOf(attributes.r) : (row?.cells.length ?? 0);
        cell = { column, type: attributes.t ?? 'n', style: Number(attributes.s ?? 0), text: '' };
      } else if (name === 'v' || name === 't') inValue = true;
    },
    text: (text) => {
      if (inValue) cell.text += text;
    },
    close: (name) => {
      if (name === 'v' || name === 't') inValue = false;
      else if (name === 'c' && row && cell.column < 16_384 && cells < limit) {
        const value = valueOf(cell, workbook);
        if (value === '') return;
        while (row.cells.length < cell.column) row.cells.push('');
        row.cells[cell.column] = value;
        cells += 1;
      } else if (name === 'row' && row && row.cells.length > 0) rows.push(row);
    },
  });
  return { rows, cells };
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

function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}
