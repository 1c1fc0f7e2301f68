import { isSideways, orientationNumber } from './orientation';
import type { RecognisedPage } from './page-recogniser';
import type { PdfWriter } from './pdf-writer';
import { recognisedRegions } from './recognised-regions';

/** Adds a page that was recognised; `size` is the file's own, before it is turned. */
export function addRecognised(writer: PdfWriter, size: { number: number; width: number; height: number }, { orientation, paragraphs }: RecognisedPage): void {
  const upright = isSideways(orientation) ? { ...size, width: size.height, height: size.width } : size;
  writer.addPage({ ...upright, ...(orientationNumber(orientation) > 1 && { orientation }) }, recognisedRegions(paragraphs));
}
