import { readFile } from 'node:fs/promises';
import { DocumentBuilder } from './document-builder';
import { type PageRecogniser, sureConfidence } from './page-recogniser';
import type { ParsedDocument } from './parsed-document';
import type { PdfWord } from './pdf-words';

/** The text that is recognised in a picture, a photograph or a scan that is no PDF; paragraphs without places. */
export async function parseImage(path: string, recogniser: PageRecogniser | undefined): Promise<ParsedDocument> {
  const builder = new DocumentBuilder();
  const image = await readFile(path);
  const found = await recogniser?.recognise(1, 1, async () => ({ image, scale: 1 }));
  if (!found) builder.report.imagesSkipped = 1;
  else {
    builder.report.recognised = [{ page: 1, confidence: found.confidence }];
    for (const lines of found.paragraphs) builder.paragraph(joined(lines));
    builder.note('This file is a picture. The words in it were recognised (OCR).');
    if (found.confidence < sureConfidence) builder.loss('What was recognised in this picture is uncertain.');
  }
  return builder.finish('image');
}

/** Lines as one paragraph; a word broken at a line's end is made whole. */
function joined(lines: PdfWord[][]): string {
  const text = lines.map((words) => words.map((word) => word.text).join(' ')).join('\n');
  return text.replace(/(?<=\p{L}\p{Ll})[-\u2010]\n(?=\p{Ll})/gu, '').replaceAll('\n', ' ');
}
