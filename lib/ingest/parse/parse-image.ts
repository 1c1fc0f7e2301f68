import { readFile } from 'node:fs/promises';
import { addRecognised } from './add-recognised';
import { DocumentBuilder } from './document-builder';
import { isSideways } from './orientation';
import { type PageRecogniser, type RecognisedPage, sureConfidence } from './page-recogniser';
import type { ParsedDocument } from './parsed-document';
import { PdfWriter } from './pdf-writer';
import { type PictureHeader, readPictureHeader } from './picture-header';

/** The text that is recognised in a picture, a photograph or a scan that is no PDF, with a box for every word, in pixels. */
export async function parseImage(path: string, recogniser: PageRecogniser | undefined): Promise<ParsedDocument> {
  const builder = new DocumentBuilder();
  const writer = new PdfWriter(builder);
  const image = await readFile(path);
  const header = readPictureHeader(image);
  const found = await recogniser?.recognise(1, 1, async () => ({ image, scale: 1, ...(header && { orientation: header.orientation }) }));
  if (!found) builder.report.imagesSkipped = 1;
  else {
    builder.report.recognised = [{ page: 1, confidence: found.confidence }];
    addRecognised(writer, { number: 1, width: header?.width ?? found.width, height: header?.height ?? found.height }, found);
    if (!isWhole(header, found)) builder.pages.length = 0;
    // Nobody counts the pages of a picture.
    for (const block of builder.blocks) delete block.page;
    builder.note('This file is a picture. The words in it were recognised (OCR).');
    if (found.confidence < sureConfidence) builder.loss('What was recognised in this picture is uncertain.');
  }
  return builder.finish('image', writer.title);
}

/** Whether the engine saw what browsers show: of some animations it sees a part, in which boxes stand elsewhere. */
function isWhole(header: PictureHeader | undefined, { width, height, orientation }: RecognisedPage): boolean {
  const [stored, high] = isSideways(orientation) ? [height, width] : [width, height];
  return header?.width === stored && header.height === high;
}
