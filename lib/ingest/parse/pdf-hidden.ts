// Words of a PDF page that nobody sees who opens it (I1).
import { LiteParse, type ParsedPage } from '@llamaindex/liteparse';
import { hiddenBy } from './hidden-look';
import type { HiddenKind } from './parsed-document';
import { drawsInvisibly } from './pdf-invisible-mode';
import { bodySize } from './pdf-running-lines';
import type { PdfWord } from './pdf-words';
import { type Pixels, readPng } from './read-png';

/** Smaller words, in points, are hidden beside a text twice as large. Where all is small, the page was made smaller. */
const tinyPoints = 4;
/** Of 255: parts of a picture that differ less look the same. */
const leastContrast = 20;
const dotsPerInch = 100;
/** Full stops and dashes leave next to no trace of ink in the middle of their boxes. */
const wordLike = /[\p{L}\p{N}]{2}/u;

export type HiddenWord = { kind: HiddenKind; word: PdfWord };

/** Finds hidden words of the pages of one file. Drawing decides where colours alone cannot tell, for so many pages as `drawings`. */
export class HiddenWordFinder {
  private readonly isInvisibleModeUsed: boolean;

  constructor(
    private readonly bytes: Uint8Array,
    private drawings: number,
  ) {
    this.isInvisibleModeUsed = drawings > 0 && drawsInvisibly(bytes);
  }

  /** The words that nobody sees. Of scans with a layer of recognised text none: that layer is hidden so as to be found. */
  async find(page: ParsedPage, words: PdfWord[]): Promise<HiddenWord[]> {
    if (page.complexity?.fullPageImage) return [];
    const body = bodySize(words);
    const hidden: HiddenWord[] = [];
    const suspects: HiddenWord[] = [];
    const doubtful: HiddenWord[] = [];
    for (const word of words) {
      if (Math.max(word.size, word.height) < tinyPoints && body >= 2 * word.size) hidden.push({ kind: 'tiny', word });
      else {
        const kind = hiddenBy({ ...(word.colour !== undefined && { colour: word.colour }), background: backgroundOf(page, word), opacity: word.opacity ?? 1 });
        if (kind) suspects.push({ kind, word });
        else if (this.isInvisibleModeUsed && wordLike.test(word.text)) doubtful.push({ kind: 'transparent', word });
      }
    }
    return suspects.length + doubtful.length === 0 ? hidden : [...hidden, ...(await this.unseen(page, suspects, doubtful))];
  }

  /** Which of the words leave no trace on the page. Without a drawing, `doubtful` ones are taken to be seen. */
  private async unseen(page: ParsedPage, likely: HiddenWord[], doubtful: HiddenWord[]): Promise<HiddenWord[]> {
    this.drawings -= 1;
    // Light words may well stand on a picture.
    if (this.drawings < 0) return (page.complexity?.imageBlockCount ?? 0) > 0 ? [] : likely;
    const suspects = [...likely, ...doubtful];
    const dpi = Math.max(1, Math.min(dotsPerInch, Math.floor((2_000 / Math.max(page.width, page.height, 1)) * 72)));
    const [drawn] = await new LiteParse({ ocrEnabled: false, quiet: true, dpi }).screenshot(this.bytes, [page.pageNum]);
    if (!drawn) return likely;
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
