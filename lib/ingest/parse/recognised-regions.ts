import type { PdfRegion } from './pdf-regions';
import type { PdfWord } from './pdf-words';

/** The mark of an item. */
const bullets = /^[•‣▪◦●○■□➢➤✓✔]$/u;
/** What recognisers read in the place of a bullet: other signs that are as round or as small. */
const likeBullets = /^[*+·°©®¢«»¤@¥eo]$/u;
/** So many lines of a page must begin with such a sign before they are taken for a list: a page has one line with ©. */
const fewestItems = 2;

/** The paragraphs of a recognised page with its lists taken apart into their items, whose marks are bullets again. */
export function recognisedRegions(paragraphs: PdfWord[][][]): PdfRegion[] {
  const isList = paragraphs.flat().filter((line) => beginsItem(line)).length >= fewestItems;
  return paragraphs.flatMap((lines) => {
    const regions: PdfRegion[] = [];
    for (const line of lines) {
      const [mark, ...words] = line;
      if (isList && mark && beginsItem(line)) regions.push({ block: { kind: 'list_item' }, lines: [[{ ...mark, text: '•' }, ...words]] });
      else if (regions.length > 0) regions.at(-1)?.lines.push(line);
      else regions.push({ block: { kind: 'paragraph' }, lines: [line] });
    }
    return regions;
  });
}

/** Whether a line begins like an item: a mark and words, of which the first begins something where the mark is doubtful. */
function beginsItem([mark, first]: PdfWord[]): boolean {
  if (!mark || !first) return false;
  return bullets.test(mark.text) || (likeBullets.test(mark.text) && /^["“(]?\p{Lu}/u.test(first.text));
}
