import { readFile } from 'node:fs/promises';
import { AppError } from '@/lib/errors/app-error';
import { addRecognised } from './add-recognised';
import { damagedFile } from './damaged-file';
import { DocumentBuilder } from './document-builder';
import { drawTiffPage } from './draw-tiff-page';
import { isSideways, upright } from './orientation';
import { type PagePicture, type PageRecogniser, type RecognisedPage, sureConfidence } from './page-recogniser';
import type { ParsedDocument } from './parsed-document';
import { PdfWriter } from './pdf-writer';
import { pictureType, readPictureHeader } from './picture-header';
import { mostPixels, type TiffPage, tiffPages } from './read-tiff';

/** A page with its size as stored, in pixels; a picture whose size is not known has none. */
type PicturePage = { number: number; width?: number; height?: number; draw(): Promise<PagePicture | undefined> };

/** The text that is recognised in a picture, a photograph or a scan that is no PDF, with a box for every word, in pixels. */
export async function parseImage(path: string, recogniser: PageRecogniser | undefined): Promise<ParsedDocument> {
  const builder = new DocumentBuilder();
  const writer = new PdfWriter(builder);
  const image = await readFile(path);
  const pages = pictureType(image) === 'image/tiff' ? tiffPicturePages(image, builder) : [singlePage(image)];
  const unsure: number[] = [];
  let hasPlaces = true;
  for (const page of pages) {
    const found = await recogniser?.recognise(page.number, pages.length, () => page.draw());
    const { number, width = found?.width ?? 0, height = found?.height ?? 0 } = page;
    if (!found) {
      writer.addPage({ number, width, height }, []);
      continue;
    }
    (builder.report.recognised ??= []).push({ page: number, confidence: found.confidence });
    addRecognised(writer, { number, width, height }, found);
    hasPlaces &&= isWhole(page, found);
    if (found.confidence < sureConfidence) unsure.push(number);
  }
  if (builder.blocks.length === 0) builder.report.imagesSkipped = pages.length;
  else builder.note(pages.length === 1 ? 'This file is a picture. The words in it were recognised (OCR).' : 'The pages of this file are pictures. The words on them were recognised (OCR).');
  if (unsure.length > 0) builder.loss(pages.length === 1 ? 'What was recognised in this picture is uncertain.' : `What was recognised on ${unsure.length === 1 ? 'page' : 'pages'} ${unsure.join(', ')} is uncertain.`);
  if (pages.length > 1) builder.report.pages = pages.length;
  else forgetPage(builder);
  if (!hasPlaces) builder.pages.length = 0;
  return builder.finish('image', writer.title);
}

function singlePage(image: Buffer): PicturePage {
  const header = readPictureHeader(image);
  // Unpacked it would end the process, and nobody would be told why.
  if (header && header.width * header.height > mostPixels) {
    throw new AppError('too_large:picture', `This picture has more than ${mostPixels / 1_000_000} million pixels. Save it smaller and upload that.`);
  }
  const { orientation = upright, ...size } = header ?? {};
  return { number: 1, ...size, draw: async () => ({ image, scale: 1, orientation }) };
}

function tiffPicturePages(bytes: Buffer, builder: DocumentBuilder): PicturePage[] {
  const pages = pagesOf(bytes);
  if (pages.length === 0) throw damagedFile();
  return pages.map((page) => ({
    ...page,
    draw: async () => {
      if (page.width * page.height > mostPixels) builder.loss(`Page ${page.number} is too large a picture and was not read.`);
      else return drawTiffPage(bytes, page).catch(() => void builder.loss(`Page ${page.number} is damaged and was not read.`));
      return undefined;
    },
  }));
}

function pagesOf(bytes: Buffer): TiffPage[] {
  try {
    return tiffPages(bytes);
  } catch (error) {
    if (error instanceof RangeError) throw damagedFile(error);
    throw error;
  }
}

/** Nobody counts the pages of a single picture. */
function forgetPage({ blocks, report }: DocumentBuilder): void {
  for (const block of blocks) delete block.page;
  report.pagesWithoutText = [];
}

/** Whether the engine saw what browsers show: of some animations it sees a part, in which boxes stand elsewhere. */
function isWhole(page: PicturePage, { width, height, orientation }: RecognisedPage): boolean {
  const [stored, high] = isSideways(orientation) ? [height, width] : [width, height];
  return page.width === stored && page.height === high;
}
