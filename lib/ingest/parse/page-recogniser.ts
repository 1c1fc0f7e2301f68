import { OcrEngine, type PictureText } from './ocr-engine';
import type { PdfWord } from './pdf-words';

/** What was recognised on a page: paragraphs of lines of words, boxes in points from the top left of the page. */
export type RecognisedPage = {
  /** 1-based. */
  page: number;
  /** How sure the engine is, 0–100; what it is less sure of than `leastConfidence` is not kept. */
  confidence: number;
  paragraphs: PdfWord[][][];
};

/** A page as a picture. */
export type PagePicture = { image: Buffer; /** Points per pixel. */ scale: number };

/** Below this most words are wrong: they would be found by nobody, and what is quoted from them would be nonsense. */
const leastConfidence = 50;

/** Below this confidence a page that was recognised counts as partly read. */
export const sureConfidence = 75;

/** Pages of one file; a page takes some seconds. */
const mostPages = 1_000;

/** After so many pages in a row without words, for example of a set of drawings, no more are tried. */
const mostFruitless = 20;

/** How long one page may take, in milliseconds. */
export const pageLimit = 120_000;

export type RecogniserOptions = {
  /** What an earlier try recognised. */
  known: RecognisedPage[];
  /** Pages that are not to be tried again. */
  skip: number[] | 'all';
  onBegin(page: number): void;
  /** `result` is undefined when nothing was recognised. */
  onEnd(page: number, of: number, result: RecognisedPage | undefined): void;
};

/** Recognises the text of pages that are pictures, one by one. */
export class PageRecogniser {
  private readonly known: Map<number, RecognisedPage>;
  private pages = 0;
  private fruitless = 0;

  constructor(
    private readonly options: RecogniserOptions,
    private readonly engine: Pick<OcrEngine, 'read' | 'close'> = new OcrEngine(),
  ) {
    this.known = new Map(options.known.map((result) => [result.page, result]));
  }

  /** A page of a file of `of` pages; `draw` makes the picture, or nothing when the page is blank. */
  async recognise(page: number, of: number, draw: () => Promise<PagePicture | undefined>): Promise<RecognisedPage | undefined> {
    const known = this.known.get(page);
    if (known) return known;
    if (this.options.skip === 'all' || this.options.skip.includes(page) || this.pages >= mostPages || this.fruitless >= mostFruitless) return undefined;
    this.pages += 1;
    this.options.onBegin(page);
    const picture = await draw();
    const text = picture && (await this.engine.read(picture.image, pageLimit));
    const result = picture && text && text.confidence >= leastConfidence ? onPage(page, text, picture.scale) : undefined;
    if (result) this.fruitless = 0;
    else if (picture) this.fruitless += 1;
    this.options.onEnd(page, of, result);
    return result;
  }

  async close(): Promise<void> {
    await this.engine.close();
  }
}

function onPage(page: number, { confidence, paragraphs }: PictureText, scale: number): RecognisedPage {
  const sizeOf = fontSizes(paragraphs);
  let line = 0;
  return {
    page,
    confidence,
    paragraphs: paragraphs.map((lines) =>
      lines.map((words) => {
        line += 1;
        return words.map(
          ({ text, x, y, width, height }): PdfWord => ({
            text,
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
