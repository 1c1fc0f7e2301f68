// What every parser yields: one canonical text, and where things stand in it. Client-safe: types only.
// All positions are 0-based spans [start, end) in the canonical text, in UTF-16 code units.

import type { DocumentFormat } from './document-formats';
import type { Orientation } from './orientation';

export type { DocumentFormat };

export type Span = { start: number; end: number };

/** Words that the file links to an address (http, https or mailto). Shown, never live. */
export type Link = Span & { url: string };

export type Block = Span & { /** In order, within the block. */ links?: Link[] } & (
    | { kind: 'heading'; level: 1 | 2 | 3 | 4 | 5 | 6; page?: number }
    | { kind: 'paragraph'; page?: number }
    | { kind: 'list-item'; depth: number; ordered: boolean; /** What the file counts before it, "3." or "a)"; '' where its words begin with it; missing where it is not known. */ number?: string; page?: number }
    | { kind: 'code'; page?: number }
    /** Words under or over a figure or a table. */
    | { kind: 'caption'; page?: number }
    | {
        kind: 'table';
        page?: number;
        /** Name of the sheet, for spreadsheets. */
        sheet?: string;
        /** Cells as spans, row by row; the first row is the header when `header` is true. */
        rows: Span[][];
        header: boolean;
        /** 1-based number of the first row in the original sheet or file, for spreadsheets and CSV. */
        firstRow?: number;
        /** The number of each row, where hidden ones were left out in between. */
        rowNumbers?: number[];
      }
  );

/**
 * A page of a PDF, a picture or a slide. `words` maps spans to boxes; boxes are in points from the top left of the page,
 * in pixels of a picture.
 */
export type Page = Span & {
  /** 1-based. */
  number: number;
  width: number;
  height: number;
  /** How the file's page is turned before it is shown, so that its words stand upright. Size and boxes are those after it. */
  orientation?: Orientation;
  /** [start, end, x, y, width, height] for each word. Empty for slides. */
  words: [number, number, number, number, number, number][];
};

/**
 * How text was hidden from whoever opens the file: 'marked' by the program's own mark (`w:vanish`, `display: none`), in
 * the 'colour' of its background, too 'tiny' to read, 'transparent', 'off-page', in 'characters' that nobody can see, or
 * in a hidden sheet, row, column or slide.
 */
export type HiddenKind = 'marked' | 'colour' | 'tiny' | 'transparent' | 'off-page' | 'characters' | 'sheet' | 'row' | 'column' | 'slide';

/** Text of one kind that was found and left out of the canonical text. */
export type HiddenText = {
  kind: HiddenKind;
  /** How many pieces: runs, elements, rows, sheets; characters for 'characters'. */
  count: number;
  /** The beginning of the first piece that has words, for people to judge it by; '' where it has none. */
  sample: string;
};

/** What reading the file yielded, for the honest report on the document's page (G8). */
export type ParseReport = {
  /** Pages or slides in the file; undefined for formats without pages. */
  pages?: number;
  /** 1-based numbers of pages on which no text was found, for example scans. */
  pagesWithoutText: number[];
  /** Pages that are pictures and whose words were recognised (OCR), with how sure that is, 0–100; missing where there are none. */
  recognised?: { page: number; confidence: number }[];
  tables: number;
  /** Images whose content was not read. */
  imagesSkipped: number;
  /** Length of the canonical text in UTF-16 code units. */
  characters: number;
  /** Hidden text by kind, in the order in which it was found (I1); missing in reports from before it was looked for. */
  hidden?: HiddenText[];
  /** Those of the notes that say what of the file is not, or not surely, in its text; missing where there are none. */
  losses?: string[];
  /** Sentences for people, for example "3 rows were longer than 10,000 characters and were cut." */
  notes: string[];
};

export type ParsedDocument = {
  format: DocumentFormat;
  /** From the file's own heading or metadata, else undefined: then the document's name serves. */
  title?: string;
  text: string;
  blocks: Block[];
  /** PDF pages or slides in order; empty for other formats. */
  pages: Page[];
  report: ParseReport;
};
