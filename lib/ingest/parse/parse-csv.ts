import { parse } from 'csv-parse';
import { parse as parseSync } from 'csv-parse/sync';
import { DocumentBuilder } from './document-builder';
import { readTextFile } from './parse-text';
import type { ParsedDocument } from './parsed-document';
import { addSheetRows, type SheetRow } from './sheet-rows';

const maxCells = 1_000_000;

/** CSV with any usual separator: a table, its rows numbered as in the file. */
export async function parseCsv(path: string): Promise<ParsedDocument> {
  const builder = new DocumentBuilder();
  const text = await readTextFile(path, builder);
  const delimiter = separatorOf(text);
  let rows: SheetRow[];
  try {
    rows = await readRows(text, { delimiter, quote: '"' }, builder);
  } catch {
    builder.note('Quotation marks in this file do not match; every line was read as one row.');
    rows = await readRows(text, { delimiter, quote: null }, builder);
  }
  addSheetRows(builder, rows, {});
  return builder.finish('csv');
}

async function readRows(text: string, options: { delimiter: string; quote: string | null }, builder: DocumentBuilder): Promise<SheetRow[]> {
  const parser = parse({ ...options, relax_quotes: true, relax_column_count: true, skip_empty_lines: false, info: false });
  const rows: SheetRow[] = [];
  let cells = 0;
  let number = 0;
  parser.end(text);
  for await (const record of parser as AsyncIterable<string[]>) {
    number += 1;
    cells += record.length;
    if (cells > maxCells) {
      builder.loss(`This table is very large: only its first ${number - 1} rows were read.`);
      parser.destroy();
      break;
    }
    rows.push({ number, cells: record });
  }
  return rows;
}

/** The sign that cuts the first lines into the most columns, evenly. */
function separatorOf(text: string): string {
  const sample = text.slice(0, 20_000).split('\n').slice(0, 20).join('\n');
  let best = ',';
  let most = 0;
  for (const delimiter of [',', ';', '\t', '|']) {
    const counts = columnCounts(sample, delimiter);
    const columns = Math.min(...counts);
    const score = counts.every((count) => count === counts[0]) ? columns * 2 : columns;
    if (columns > 1 && score > most) [best, most] = [delimiter, score];
  }
  return best;
}

function columnCounts(sample: string, delimiter: string): number[] {
  try {
    const records: string[][] = parseSync(sample, { delimiter, relax_quotes: true, relax_column_count: true, skip_empty_lines: true });
    // The sample may end inside a row.
    return (records.length > 2 ? records.slice(0, -1) : records).map((record) => record.length);
  } catch {
    return [1];
  }
}
