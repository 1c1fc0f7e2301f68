import { OcrEngine, type PictureText } from './ocr-engine';
import { type Orientation, turnedFurther, upright } from './orientation';
import type { PdfWord } from './pdf-words';
import { tellOrientation } from './tell-orientation';
import { readTime, workedSince } from './work-time';

/** What was recognised on a page: paragraphs of lines of words, boxes in points from the top left of the upright page. */
export type RecognisedPage = {
  /** 1-based. */
  page: number;
  /** Of the upright page, in points. */
  width: number;
  height: number;
  /** How the page was turned so that its words stand upright. */
  orientation: Orientation;
  /** How sure the engine is, 0–100; what it is less sure of than `leastConfidence` is not kept. */
  confidence: number;
  paragraphs: PdfWord[][][];
};

/** A page that was looked at before; `result` is missing when it had no words. */
export type SeenPage = { page: number; result?: RecognisedPage };

/** Raised whenever pages are recognised otherwise, so that a reading that was broken off is not ended with other results. */
export const recognitionVersion = 1;

/** A page as a picture: a PNG, JPEG, WebP or GIF. */
export type PagePicture = {
  image: Buffer;
  /** Points per pixel. */
  scale: number;
  /** As the file says; upright when it says nothing. */
  orientation?: Orientation;
};

/** Below this most words are wrong: they would be found by nobody, and what is quoted from them would be nonsense. */
const leastConfidence = 50;

/** Below this confidence a page that was recognised counts as partly read. */
export const sureConfidence = 75;

/** Pages of one file; a page takes some seconds. */
const mostPages = 1_000;

/** After so many pages in a row without words, for example of a set of drawings, no more are tried. */
const mostFruitless = 20;

/** After so many pages in a row that are uncertain however they are turned, the file's scans are bad and not turned. */
const mostIdleTurns = 5;

/** How much work one page may take, in milliseconds (work-time.ts). */
export const pageLimit = 120_000;

export type RecogniserOptions = {
  /** What an earlier try saw. */
  known: SeenPage[];
  /** Pages that are not to be tried again. */
  skip: number[] | 'all';
  onBegin(page: number): void;
  /** `result` is undefined when nothing was recognised. */
  onEnd(page: number, of: number, result: RecognisedPage | undefined): void;
};

/** Recognises the text of pages that are pictures, one by one. */
export class PageRecogniser {
  private readonly known: Map<number, SeenPage>;
  private pages = 0;
  private fruitless = 0;
  private idleTurns = 0;

  constructor(
    private readonly options: RecogniserOptions,
    private readonly engine: Pick<OcrEngine, 'read' | 'close'> = new OcrEngine(),
  ) {
    this.known = new Map(options.known.map((seen) => [seen.page, seen]));
  }

  /** A page of a file of `of` pages; `draw` makes the picture, or nothing when the page is blank. */
  async recognise(page: number, of: number, draw: () => Promise<PagePicture | undefined>): Promise<RecognisedPage | undefined> {
    const known = this.known.get(page);
    if (known) {
      // Counted as it was then, so that both tries together look at no more pages than one.
      this.pages += 1;
      return known.result;
    }
    if (this.options.skip === 'all' || this.options.skip.includes(page) || this.pages >= mostPages || this.fruitless >= mostFruitless) return undefined;
    this.pages += 1;
    this.options.onBegin(page);
    const picture = await draw();
    const seen = picture && (await this.read(picture));
    const result = seen && seen.text.confidence >= leastConfidence ? onPage(page, seen, picture.scale) : undefined;
    if (result) this.fruitless = 0;
    else if (picture) this.fruitless += 1;
    this.options.onEnd(page, of, result);
    return result;
  }

  async close(): Promise<void> {
    await this.engine.close();
  }

  /** The picture as it stands, or turned where its words lie on their side or are read badly. */
  private async read({ image, orientation = upright }: PagePicture): Promise<Seen | undefined> {
    const begun = readTime();
    const look = async (turned: Orientation): Promise<Seen | undefined> => {
      const told = tellOrientation(image, turned);
      const text = await this.engine.read(told ?? image, pageLimit - workedSince(begun));
      return text && { text, orientation: told ? turned : upright };
    };
    const first = await look(orientation);
    if (!first || tellOrientation(image, orientation) === undefined) return first;
    let best = first;
    for (const turn of this.turnsFor(first.text)) {
      const seen = workedSince(begun) < pageLimit ? await look(turnedFurther(orientation, turn)) : undefined;
      // Lines that run downwards are read as well as lines across, but nobody's eyes do.
      if (seen && (seen.text.confidence > best.text.confidence || (isSideways(best.text) && !isSideways(seen.text) && seen.text.confidence >= sureConfidence))) best = seen;
      if (best.text.confidence >= sureConfidence && !isSideways(best.text)) break;
    }
    if (first.text.confidence < sureConfidence) this.idleTurns = best === first ? this.idleTurns + 1 : 0;
    return best;
  }

  /** How a page may have to be turned, the likeliest first. The engine reads lines that run down, and takes those that run up for lines on their head. */
  private turnsFor(text: PictureText): (90 | 180 | 270)[] {
    const isSure = text.confidence >= sureConfidence;
    if (isSideways(text)) return isSure ? [270] : [90, 270];
    return isSure || this.idleTurns >= mostIdleTurns ? [] : [180, 90, 270];
  }
}

/** What was read of a picture, and how it was turned for that. */
type Seen = { text: PictureText; orientation: Orientation };

/** Whether most words that are long enough to tell are higher than wide. */
function isSideways({ paragraphs }: PictureText): boolean {
  const telling = paragraphs.flat(2).filter(({ text }) => text.length >= 3);
  return telling.filter(({ width, height }) => height > width).length * 2 > telling.length;
}

function onPage(page: number, { text, orientation }: Seen, scale: number): RecognisedPage {
  const { confidence, paragraphs } = text;
  const sizeOf = fontSizes(paragraphs);
  let line = 0;
  return {
    page,
    width: text.width * scale,
    height: text.height * scale,
    orientation,
    confidence,
    paragraphs: paragraphs.map((lines) =>
      lines.map((words) => {
        line += 1;
        return words.map(
          ({ text: word, x, y, width, height }): PdfWord => ({
            text: word,
            x: x * scale,
            y: y * scale,
            width: width * scale,
            height: height * scale,
            size: sizeOf(height) * scale,
            bold: false,
            rotated: false,
            line,
          }),
        );
      }),
    ),
  };
}

/**
 * Font sizes by the height of a line, of which they are about four fifths. A line's height depends on its letters ("ace",
 * "fly"), so that only those far from the usual count as another size.
 */
function fontSizes(paragraphs: PictureText['paragraphs']): (height: number) => number {
  const heights = paragraphs.flat(2).map(({ height }) => height).sort((one, other) => one - other);
  const usual = heights[heights.length >> 1] ?? 0;
  return (height) => 0.8 * (height > usual * 1.45 || height < usual * 0.6 ? height : usual);
}
