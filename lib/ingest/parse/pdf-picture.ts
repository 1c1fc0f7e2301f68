import { LiteParse, type ParsedPage } from '@llamaindex/liteparse';
import type { PagePicture } from './page-recogniser';
import type { PdfWord } from './pdf-words';

/** Fine enough for small print; more takes longer and is recognised no better. */
const dotsPerInch = 200;
/** Posters and hostile pages are drawn coarser; in pixels. */
const longestSide = 4_000;
/** A page that is one picture with fewer words than these is a scan with a stamp or a page number on it. */
const fewWords = 10;

/** Draws a page; nothing when it is blank. */
export async function drawPage(bytes: Uint8Array, page: { pageNum: number; width: number; height: number }): Promise<PagePicture | undefined> {
  const dpi = Math.min(dotsPerInch, (longestSide / Math.max(page.width, page.height, 1)) * 72);
  const [drawn] = await new LiteParse({ ocrEnabled: false, quiet: true, dpi: Math.max(1, Math.floor(dpi)) }).screenshot(bytes, [page.pageNum]);
  if (!drawn || drawn.isSolidFill) return undefined;
  return { image: drawn.imageBuffer, scale: page.width / drawn.width };
}

/** Whether the words of a page can only be had by looking at it: it has none, or it is one picture with hardly any or unusable ones. */
export function isPicture(page: ParsedPage, words: PdfWord[]): boolean {
  if (words.length === 0) return true;
  return page.complexity?.fullPageImage === true && (words.length < fewWords || page.complexity.isGarbled);
}
