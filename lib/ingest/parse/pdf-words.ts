import type { ParsedPage } from '@llamaindex/liteparse';
import { cleanLine } from './clean-text';

/** One word of a page with its box in points from the top left. */
export type PdfWord = {
  text: string;
  x: number;
  y: number;
  width: number;
  height: number;
  /** Font size in points, 0 when unknown. */
  size: number;
  bold: boolean;
  /** Not horizontal: kept in the order of the file, never sorted into lines. */
  rotated: boolean;
  /** Words of one run on one line share this number. */
  line: number;
  /** What it is filled with, 0xRRGGBB, and how opaque that is, 0–1. */
  colour?: number;
  opacity?: number;
};

const ligatures: Record<string, string> = { ﬀ: 'ff', ﬁ: 'fi', ﬂ: 'fl', ﬃ: 'ffi', ﬄ: 'ffl', ﬅ: 'st', ﬆ: 'st' };

/** The words of a page in the order of the file; those beside it apart, for nobody sees them. */
export function pageWords(page: ParsedPage): { words: PdfWord[]; offPage: PdfWord[] } {
  const words: PdfWord[] = [];
  const offPage: PdfWord[] = [];
  page.textItems.forEach((item, line) => {
    const rotation = Math.abs(item.rotation ?? 0) % 180;
    for (const word of item.words ?? [{ ...item }]) {
      const text = cleanLine(word.text).replace(/[ﬀ-ﬆ]/g, (sign) => ligatures[sign] ?? sign);
      if (!text) continue;
      (isInside(word, page) ? words : offPage).push({
        text,
        x: word.x,
        y: word.y,
        width: word.width,
        height: word.height,
        size: item.fontSize ?? 0,
        bold: (item.fontWeight ?? 400) >= 600 || /bold|black|heavy/i.test(item.fontName ?? ''),
        rotated: rotation > 2 && rotation < 178,
        line,
        ...(item.fillColor?.length === 8 && { colour: Number.parseInt(item.fillColor.slice(2), 16), opacity: Number.parseInt(item.fillColor.slice(0, 2), 16) / 255 }),
      });
    }
  });
  return { words, offPage };
}

function isInside(word: { x: number; y: number; width: number; height: number }, page: { width: number; height: number }): boolean {
  return word.x + word.width > 0 && word.y + word.height > 0 && word.x < page.width && word.y < page.height;
}
