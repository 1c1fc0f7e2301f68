import { addData, dataOf } from './data-blocks';
import { DocumentBuilder } from './document-builder';
import { addPlainText, readTextFile } from './parse-text';
import type { ParsedDocument } from './parsed-document';

/** JSON, or one JSON value per line: names as headings, lists of records as tables. What is neither is read as text. */
export async function parseJson(path: string): Promise<ParsedDocument> {
  const builder = new DocumentBuilder();
  const text = await readTextFile(path, builder);
  const whole = valueOf(text);
  const values = whole ? [whole.value] : lineValues(text, builder);
  if (values.length === 0) {
    builder.note('This file is not valid JSON; it was read as plain text.');
    addPlainText(builder, text);
  } else addData(builder, dataOf(whole ? whole.value : values, builder));
  return builder.finish('json');
}

/** Values of the lines; none when most of them hold none. */
function lineValues(text: string, builder: DocumentBuilder): unknown[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const values = lines.flatMap((line) => valueOf(line) ?? []);
  if (lines.length < 2 || values.length * 2 < lines.length) return [];
  const lost = lines.length - values.length;
  if (lost > 0) builder.loss(`${lost} ${lost === 1 ? 'line was' : 'lines were'} not valid JSON and ${lost === 1 ? 'was' : 'were'} not read.`);
  return values.map(({ value }) => value);
}

function valueOf(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}
