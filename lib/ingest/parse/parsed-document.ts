// What every parser yields: one canonical text, and where things stand in it. Client-safe: types only.
// All positions are 0-based spans [start, end) in the canonical text, in UTF-16 code units.

export type DocumentFormat = 'pdf' | 'docx' | 'pptx' | 'xlsx' | 'html' | 'markdown' | 'text' | 'csv';

export type Span = { start: number; end: number };

export type Block = Span &
  (
    | { kind: 'heading'; level: 1 | 2 | 3 | 4 | 5 | 6; page?: number }
    | { kind: 'paragraph'; page?: number }
    | { kind: 'list-item'; depth: number; ordered: boolean; page?: number }
    | { kind: 'code'; page?: number }
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
      }
  );

/** A page of a PDF or a slide. `words` maps spans to boxes; boxes are in points from the top left of the page. */
export type Page = Span & {
  /** 1-based. */
  number: number;
  width: number;
  height: number;
  /** [start, end, x, y, width, height] for each word. Empty for slides. */
  words: [number, number, number, number, number, number][];
};

/** What reading the file yielded, for the honest report on the document's page (G8). */
export type ParseReport = {
  /** Pages or slides in the file; undefined for formats without pages. */
  pages?: number;
  /** 1-based numbers of pages on which no text was found, for example scans. */
  pagesWithoutText: number[];
  tables: number;
  /** Images whose content was not read. */
  imagesSkipped: number;
  /** Length of the canonical text in UTF-16 code units. */
  characters: number;
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
