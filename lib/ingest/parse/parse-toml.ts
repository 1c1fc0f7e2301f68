import { parse } from 'smol-toml';
import { addData, dataOf } from './data-blocks';
import { DocumentBuilder } from './document-builder';
import { addPlainText, readTextFile } from './parse-text';
import type { ParsedDocument } from './parsed-document';

/** TOML: tables as headings, arrays of tables as tables. What is no TOML is read as text. */
export async function parseToml(path: string): Promise<ParsedDocument> {
  const builder = new DocumentBuilder();
  const text = await readTextFile(path, builder);
  let data: unknown;
  try {
    data = parse(text);
  } catch {
    builder.note('This file is not valid TOML; it was read as plain text.');
    addPlainText(builder, text);
    return builder.finish('toml');
  }
  if (/^\s*#/m.test(text)) builder.loss('Comments in this file were not read.');
  addData(builder, dataOf(data, builder));
  return builder.finish('toml');
}
