// Words of a PDF page that nobody sees who opens it (I1).
import { LiteParse, type ParsedPage } from '@llamaindex/liteparse';
import { hiddenBy } from './hidden-look';
import type { HiddenKind } from './parsed-document';
import { bodySize } from './pdf-running-lines';
import type { PdfWord } from './pdf-words';
import { type Pixels, readPng } from './read-png';

/** Smaller words, in points, are hidden beside a text twice as large. Where all is small, the page was made smaller. */
const tinyPoints = 4;
/** Of 255: parts of a picture that differ less look the same. */
const leastContrast = 20;
const dotsPerInch = 100;

export type HiddenWord = { kind: HiddenKind; word: PdfWord };

/** Finds hidden words of the pages of one file. Drawing decides where colours alone cannot tell, for so many pages as `drawings`. */
export class HiddenWordFinder {
  constructor(
    private readonly bytes: Uint8Array,
    private drawings: number,
  ) {}

  /** The words that nobody sees. Of scans with a layer of recognised text none: that layer is hidden so as to be found. */
  async find(page: ParsedPage, words: PdfWord[]): Promise<HiddenWord[]> {
    if (page.complexity?.fullPageImage) return [];
    const body = bodySize(words);
    const hidden: HiddenWord[] = [];
    const suspects: HiddenWord[] = [];
    for (const word of words) {
      if (Math.max(word.size, word.height) < tinyPoints && body >= 2 * word.size) hidden.push({ kind: 'tiny', word });
      else {
        const kind = hiddenBy({ ...(word.colour !== undefined && { colour: word.colour }), background: backgroundOf(page, word), opacity: word.opacity ?? 1 });
        if (kind) suspects.push({ kind, word });
      }
    }
    return suspects.length === 0 ? hidden : [...hidden, ...(await this.unseen(page, suspects))];
  }

  private async unseen(page: ParsedPage, suspects: HiddenWord[]): Promise<HiddenWord[]> {
    this.drawings -= 1;
    // Light words may well stand on a picture.
    if (this.drawings < 0) return (page.complexity?.imageBlockCount ?? 0) > 0 ? [] : suspects;
    const dpi = Math.max(1, Math.min(dotsPerInch, Math.floor((2_000 / Math.max(page.width, page.height, 1)) * 72)));
    const [drawn] = await new LiteParse({ ocrEnabled: false, quiet: true, dpi }).screenshot(this.bytes, [page.pageNum]);
    if (!drawn) return suspects;
    const pixels = readPng(drawn.imageBuffer);
    return suspects.filter(({ word }) => contrast(pixels, word, drawn.width / page.width) < leastContrast);
  }
}

/** The colour of the last area that was filled where a word stands, 0xRRGGBB; white where none was. */
function backgroundOf(page: ParsedPage, word: PdfWord): number {
  const [x, y] = [word.x + word.width / 2, word.y + word.height / 2];
  const area = page.vectorGraphics?.shapes.findLast(({ bbox, fill }) => fill && x > bbox.x && x < bbox.x + bbox.width && y > bbox.y && y < bbox.y + bbox.height);
  return area?.fillColor ? Number.parseInt(area.fillColor.slice(-6), 16) : 0xffffff;
}

/** The largest difference of one channel in the middle of a word's box, clear of the lines around it; `scale` in pixels per point. */
function contrast({ width, height, channels, data }: Pixels, word: PdfWord, scale: number): number {
  const bounded = (value: number, most: number) => Math.min(most, Math.max(0, Math.round(value * scale)));
  const [left, right] = [bounded(word.x, width), bounded(word.x + word.width, width)];
  const [top, bottom] = [bounded(word.y + word.height * 0.2, height), bounded(word.y + word.height * 0.85, height)];
  let most = 0;
  for (let channel = 0; channel < Math.min(3, channels); channel += 1) {
    let [darkest, lightest] = [255, 0];
    for (let row = top; row < bottom; row += 1) {
      for (let column = left; column < right; column += 1) {
        const value = data[(row * width + column) * channels + channel] ?? 0;
        darkest = Math.min(darkest, value);
        lightest = Math.max(lightest, value);
      }
    }
    most = Math.max(most, lightest - darkest);
  }
  return most;
}
