import { readFile } from 'node:fs/promises';
import { cleanText } from './clean-text';
import { decodeText } from './decode-text';
import { DocumentBuilder } from './document-builder';
import { markNumber } from './marked-numbers';
import type { ParsedDocument } from './parsed-document';

/** Reads a text file with its encoding found out, and says so in the report where it had to be guessed. */
export async function readTextFile(path: string, builder: DocumentBuilder): Promise<string> {
  const { text, encoding } = decodeText(await readFile(path));
  if (!encoding.startsWith('utf-')) builder.note(`The file is not in UTF-8; it was read as ${encodingName(encoding)}.`);
  builder.noteHiddenCharacters(text);
  return cleanText(text);
}

/** An encoding as people write it: "Windows-1252", "Shift_JIS", "KOI8-R". */
function encodingName(encoding: string): string {
  if (encoding === 'shift_jis') return 'Shift_JIS';
  return encoding.startsWith('windows') ? encoding.replace('w', 'W') : encoding.toUpperCase();
}

/** Plain text: paragraphs between blank lines, list items by their marks, headings by underlines or capitals. */
export async function parseText(path: string): Promise<ParsedDocument> {
  const builder = new DocumentBuilder();
  addPlainText(builder, await readTextFile(path, builder));
  return builder.finish('text', builder.firstHeading);
}

/** Adds clean text as blocks. */
export function addPlainText(builder: DocumentBuilder, text: string): void {
  for (const part of text.split(/\n[^\S\n]*\n\s*/)) addPart(builder, part.split('\n'));
}

const listMark = /^(\s*)(?:[-*+•‣▪◦–]|(\d{1,3}[.)]|[a-z][.)]))\s+(?=\S)/;

function addPart(builder: DocumentBuilder, lines: string[]): void {
  let paragraph: string[] = [];
  let item: { lines: string[]; depth: number; number?: string } | undefined;
  const flush = () => {
    if (item) builder.listItem(markNumber(item.number ?? '') + item.lines.join(' '), item.depth, item.number !== undefined);
    else if (paragraph.length > 0) addParagraph(builder, paragraph, lines.length === 1);
    item = undefined;
    paragraph = [];
  };
  for (const line of lines) {
    const mark = listMark.exec(line);
    const underline = /^\s*(={3,}|-{3,})\s*$/.exec(line);
    if (underline && !item && paragraph.length === 1 && paragraph[0]?.trim()) {
      builder.heading(paragraph[0], underline[1]?.startsWith('=') ? 1 : 2);
      paragraph = [];
    } else if (underline) {
      flush();
    } else if (mark) {
      flush();
      item = { lines: [line.slice(mark[0].length)], depth: Math.floor((mark[1] ?? '').length / 2), ...(mark[2] && { number: mark[2] }) };
    } else if (item && /^\s+\S/.test(line)) {
      item.lines.push(line.trim());
    } else {
      if (item) flush();
      paragraph.push(line);
    }
  }
  flush();
}

function addParagraph(builder: DocumentBuilder, lines: string[], alone: boolean): void {
  const first = lines[0]?.trim() ?? '';
  if (alone && first.length <= 80 && /\p{Lu}{2}/u.test(first) && !/\p{Ll}/u.test(first) && !/[.;,]$/.test(first)) {
    builder.heading(first, 2);
    return;
  }
  // Hard-wrapped prose flows again; lines that end early (addresses, verse) keep their breaks.
  const width = lines.reduce((most, line) => Math.max(most, line.length), 0);
  let text = '';
  lines.forEach((line, index) => {
    const before = lines[index - 1];
    if (before !== undefined) text += width >= 40 && before.trimEnd().length >= width * 0.6 ? ' ' : '\n';
    text += line.trim();
  });
  builder.paragraph(text);
}
