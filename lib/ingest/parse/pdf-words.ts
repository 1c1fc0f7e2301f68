import type { ParsedPage } from '@llamaindex/liteparse';
import { cleanLine } from './clean-text';
import { followedAddress } from './marked-links';

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
  /** Not upright: kept in the order of the file, never sorted into lines. */
  rotated: boolean;
  /** Words of one run on one line share this number. */
  line: number;
  /** What it is filled with, 0xRRGGBB, and how opaque that is, 0–1. */
  colour?: number;
  opacity?: number;
  /** Where it leads to. */
  url?: string;
};

/** Per page; each is compared with every word. */
const mostAnnotations = 2_000;

const ligatures: Record<string, string> = { ﬀ: 'ff', ﬁ: 'fi', ﬂ: 'fl', ﬃ: 'ffi', ﬄ: 'ffl', ﬅ: 'st', ﬆ: 'st' };

/** The words of a page in the order of the file; those beside it apart, for nobody sees them. */
export function pageWords(page: ParsedPage): { words: PdfWord[]; offPage: PdfWord[] } {
  const words: PdfWord[] = [];
  const offPage: PdfWord[] = [];
  const linkAt = linksOf(page);
  page.textItems.forEach((item, line) => {
    const rotation = Math.abs(item.rotation ?? 0) % 360;
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
        rotated: rotation > 2 && rotation < 358,
        line,
        ...linkAt(word),
        ...(item.fillColor?.length === 8 && { colour: Number.parseInt(item.fillColor.slice(2), 16), opacity: Number.parseInt(item.fillColor.slice(0, 2), 16) / 255 }),
      });
    }
  });
  return { words, offPage };
}

function isInside(word: { x: number; y: number; width: number; height: number }, page: { width: number; height: number }): boolean {
  return word.x + word.width > 0 && word.y + word.height > 0 && word.x < page.width && word.y < page.height;
}

type Box = { x: number; y: number; width: number; height: number };

/** Tells where a word leads to, by the link areas of the page. */
function linksOf(page: ParsedPage): (word: Box) => { url?: string } {
  const areas = (page.annotations ?? []).slice(0, mostAnnotations).flatMap(({ uri, rect, quadpointRects }) => {
    const url = followedAddress(uri);
    const boxes: Box[] = quadpointRects.length > 0 ? quadpointRects : rect ? [rect] : [];
    return url === undefined ? [] : boxes.map((box) => ({ url, box }));
  });
  return ({ x, y, width, height }) => {
    const [across, down] = [x + width / 2, y + height / 2];
    const area = areas.find(({ box }) => across >= box.x && across <= box.x + box.width && down >= box.y && down <= box.y + box.height);
    return area ? { url: area.url } : {};
  };
}
