import type { PdfWord } from './pdf-words';

/**
 * Finds headers and footers: lines in the top or bottom eighth that say the same at the same height on at least half of
 * all pages (three, where there are more than two), and page numbers. Returns for each page the `line` numbers to leave out.
 */
export function runningLines(pages: { height: number; words: PdfWord[] }[]): Set<number>[] {
  const seen = new Map<string, { page: number; line: number }[]>();
  pages.forEach((page, index) => {
    const body = bodySize(page.words);
    for (const [line, words] of Map.groupBy(page.words, (word) => word.line)) {
      const first = words[0];
      if (!first || (first.y + first.height / 2 > page.height / 8 && first.y + first.height / 2 < (page.height * 7) / 8)) continue;
      // A repeated large line is a slide's title, not decoration.
      if (body > 0 && first.size > body * 1.2) continue;
      const key = `${Math.round(first.y / 4)} ${signature(words.map((word) => word.text).join(' '))}`;
      const found = seen.get(key) ?? [];
      found.push({ page: index, line });
      seen.set(key, found);
    }
  });
  const dropped = pages.map(() => new Set<number>());
  for (const places of seen.values()) {
    const count = new Set(places.map((place) => place.page)).size;
    if (count < 2 || (count === 2 && pages.length > 2) || count * 2 < pages.length) continue;
    for (const place of places) dropped[place.page]?.add(place.line);
  }
  // Where most pages say nothing else, those lines are what the document says: separator sheets, labels, signs.
  const spoken = pages.map(({ words }) => new Set(words.map(({ line }) => line)).size);
  const emptied = spoken.filter((lines, index) => lines > 0 && lines === dropped[index]?.size).length;
  return emptied * 2 > spoken.filter((lines) => lines > 0).length ? pages.map(() => new Set()) : dropped;
}

/** Page numbers differ from page to page and are still the same line. */
function signature(text: string): string {
  return /^[-–\s]*(?:(?:page|seite|p\.?)\s*)?\d+(?:\s*(?:of|von|\/|\|)\s*\d+)?[-–\s]*$/i.test(text) ? '#' : text.replace(/\b(page|seite)\s+\d+(\s+(of|von)\s+\d+)?/gi, '#');
}

/** The font size that most characters have, in points. */
export function bodySize(words: PdfWord[]): number {
  const characters = new Map<number, number>();
  for (const word of words) {
    const size = Math.round(word.size * 2) / 2;
    characters.set(size, (characters.get(size) ?? 0) + word.text.length);
  }
  let most = 0;
  let body = 0;
  for (const [size, count] of characters) if (count > most) [most, body] = [count, size];
  return body;
}
