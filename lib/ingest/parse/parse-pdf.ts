import { readFile } from 'node:fs/promises';
import { type FormField, LiteParse, type ParsedPage } from '@llamaindex/liteparse';
import { AppError } from '@/lib/errors/app-error';
import { DocumentBuilder } from './document-builder';
import { type PageRecogniser, type RecognisedPage, sureConfidence } from './page-recogniser';
import type { ParsedDocument, ParseReport } from './parsed-document';
import { HiddenWordFinder, type HiddenWord } from './pdf-hidden';
import { orderRegions } from './pdf-order';
import { drawPage, isPicture } from './pdf-picture';
import { pageRegions } from './pdf-regions';
import { runningLines } from './pdf-running-lines';
import { addRecognised } from './add-recognised';
import { PdfWriter } from './pdf-writer';
import { pageWords, type PdfWord } from './pdf-words';

const maxPages = 5_000;
/** Pages that are drawn to see whether words on them can be seen. */
const mostDrawings = 60;
/** Pages in memory at once; headings are ranked within one batch. */
const batchSize = 200;

export type PdfOptions = {
  /** How long reading may take in milliseconds, recognising aside. */
  softLimit: number;
  /** Reads the pages that are pictures; without it they are reported as pages without text. */
  recogniser?: PageRecogniser;
  /** The file ended a parser before: what its text does not need is kept from this one. */
  cautious?: boolean;
};

/**
 * A PDF's text with a box for every word, in the layout's reading order. Reads at most 5,000 pages and stops reading
 * after `softLimit` milliseconds; the report says what was left out.
 */
export async function parsePdf(path: string, { softLimit, recogniser, cautious = false }: PdfOptions): Promise<ParsedDocument> {
  const builder = new DocumentBuilder();
  const writer = new PdfWriter(builder);
  let until = performance.now() + softLimit;
  const parser = new LiteParse({
    ocrEnabled: false,
    quiet: true,
    numWorkers: 1,
    maxPages,
    outputFormat: 'markdown',
    emitWordBoxes: true,
    extractTextMetadata: true,
    extractBlocks: true,
    keepHeadersFooters: true,
    continueOnPageError: true,
    includeComplexity: true,
    extractVectorGraphics: true,
    extractAnnotations: true,
    extractFormFields: true,
    extractLinks: false,
    imageMode: 'off',
  });
  // By bytes, not by path: LiteParse goes by the ending of a name, and stored files have none.
  const original = await readFile(path);
  const bytes = cautious ? withoutOutline(original) : original;
  const hiddenWords = new HiddenWordFinder(bytes, cautious ? 0 : mostDrawings);
  const failed: number[] = [];
  let [total, filledIn, isXfa] = [0, 0, false];
  try {
    for await (const batch of parser.parseBatches(bytes, { batchSize })) {
      total = batch.totalPages;
      failed.push(...batch.result.pageErrors.map((error) => error.pageNum));
      filledIn += batch.result.pages.flatMap((page) => page.formFields ?? []).filter(isFilledIn).length;
      isXfa ||= (batch.result.formType ?? 0) >= firstXfaType;
      const pages = await readPages(batch.result.pages, hiddenWords, builder);
      if (recogniser) until += await recognisePages(pages, total, bytes, recogniser);
      for (const page of pages) addPage(writer, builder.report, page);
      if (performance.now() > until) break;
    }
  } catch (error) {
    throw error instanceof AppError ? error : pdfError(error, original);
  }
  builder.report.pages = total;
  const read = builder.pages.at(-1)?.number ?? 0;
  if (read < total && failed.length === 0) builder.loss(`Only the first ${read} of ${total} pages were read.`);
  for (const page of failed.slice(0, 20)) builder.loss(`Page ${page} is damaged and was not read.`);
  noteRecognition(builder, recogniser !== undefined);
  if (isXfa) builder.loss('This is a form in the XFA format. What stands in it was not read.');
  // A field may be hidden from whoever opens the file, and nothing here tells: better to miss what it holds than to take it for text.
  else if (filledIn > 0) builder.loss(`${filledIn === 1 ? 'One field' : `${filledIn.toLocaleString('en')} fields`} of a form ${filledIn === 1 ? 'is' : 'are'} filled in. That was not read.`);
  if (original.includes('/EmbeddedFiles')) builder.loss('Files are attached to this PDF. They were not read.');
  return builder.finish('pdf', writer.title);
}

/** PDFium's form types: 1 is a plain form, 2 and 3 are XFA. */
const firstXfaType = 2;

function isFilledIn({ type, value }: FormField): boolean {
  return ['text', 'combobox', 'listbox'].includes(type) && (value ?? '').trim() !== '';
}

/** A page on its way: its visible words, then perhaps those that were recognised in their place. */
type ReadPage = { page: ParsedPage; words: PdfWord[]; running: Set<number>; recognised?: RecognisedPage };

async function readPages(pages: ParsedPage[], finder: HiddenWordFinder, builder: DocumentBuilder): Promise<ReadPage[]> {
  const seen: { page: ParsedPage; words: PdfWord[] }[] = [];
  for (const page of pages) {
    const { words, offPage } = pageWords(page);
    builder.noteHiddenCharacters(page.textItems.map(({ text }) => text).join(' '));
    const hidden = [...offPage.map((word) => ({ kind: 'off-page' as const, word })), ...(await finder.find(page, words))];
    noteHidden(hidden, builder);
    const unseen = new Set(hidden.map(({ word }) => word));
    seen.push({ page, words: words.filter((word) => !unseen.has(word)) });
  }
  const running = runningLines(seen.map(({ page, words }) => ({ height: page.height, words })));
  return seen.map((read, index) => ({ ...read, running: running[index] ?? new Set() }));
}

/** Each line of hidden words is one piece. */
function noteHidden(hidden: HiddenWord[], builder: DocumentBuilder): void {
  for (const [, line] of Map.groupBy(hidden, ({ kind, word }) => `${kind} ${word.line}`)) {
    if (line[0]) builder.hide(line[0].kind, line.map(({ word }) => word.text).join(' '));
  }
}

/** Returns how long it took, in milliseconds. */
async function recognisePages(pages: ReadPage[], total: number, bytes: Buffer, recogniser: PageRecogniser): Promise<number> {
  const started = performance.now();
  for (const read of pages) {
    if (!isPicture(read.page, read.words)) continue;
    const found = await recogniser.recognise(read.page.pageNum, total, () => drawPage(bytes, read.page));
    if (found && found.paragraphs.flat(2).length > read.words.length) read.recognised = found;
  }
  return performance.now() - started;
}

function addPage(writer: PdfWriter, report: ParseReport, { page, words, running, recognised }: ReadPage): void {
  const size = { number: page.pageNum, width: page.width, height: page.height };
  report.imagesSkipped += page.complexity?.imageBlockCount ?? 0;
  if (recognised) {
    (report.recognised ??= []).push({ page: page.pageNum, confidence: recognised.confidence });
    addRecognised(writer, size, recognised);
    return;
  }
  report.imagesSkipped += page.complexity?.fullPageImage ? 1 : 0;
  const rules = page.vectorGraphics?.lines.flatMap(({ x1, x2, y1, y2 }) => (Math.abs(y1 - y2) < 1 ? [{ x1: Math.min(x1, x2), x2: Math.max(x1, x2), y: y1 }] : [])) ?? [];
  writer.addPage(size, orderRegions(pageRegions(page.blocks ?? [], words.filter((word) => !running.has(word.line))), rules));
}

function noteRecognition(builder: DocumentBuilder, isTried: boolean): void {
  const { recognised = [], pagesWithoutText, imagesSkipped } = builder.report;
  if (recognised.length > 0) builder.note(`${pageList(recognised.map(({ page }) => page))} ${recognised.length === 1 ? 'is a picture' : 'are pictures'} of text. The words were recognised (OCR).`);
  const unsure = recognised.filter(({ confidence }) => confidence < sureConfidence);
  if (unsure.length > 0) builder.loss(`What was recognised on ${pageList(unsure.map(({ page }) => page)).toLowerCase()} is uncertain.`);
  if (imagesSkipped > 0 && pagesWithoutText.length > 0) {
    builder.note(isTried ? 'Some pages are pictures in which no words were recognised.' : 'Some pages are pictures of text, for example scans. Their words were not read.');
  }
}

/** "Page 3", "Pages 1–4, 7": runs of pages, at most ten. */
function pageList(pages: number[]): string {
  const runs: [number, number][] = [];
  for (const page of pages) {
    const last = runs.at(-1);
    if (last && page === last[1] + 1) last[1] = page;
    else runs.push([page, page]);
  }
  const shown = runs.slice(0, 10).map(([first, last]) => (first === last ? `${first}` : `${first}–${last}`));
  return `${pages.length === 1 ? 'Page' : 'Pages'} ${shown.join(', ')}${runs.length > 10 ? ' and more' : ''}`;
}

/** PDFium follows an outline without end when it is a circle; the text does not need it. */
function withoutOutline(bytes: Buffer): Buffer {
  const masked = Buffer.from(bytes);
  const key = Buffer.from('/Outlines');
  for (let at = masked.indexOf(key); at >= 0; at = masked.indexOf(key, at + key.length)) masked.write('/Outlinex', at, 'latin1');
  return masked;
}

function pdfError(cause: unknown, bytes: Buffer): AppError {
  // Encrypted for the certificates of certain people: no password opens it.
  if (bytes.includes('/Adobe.PubSec')) {
    return new AppError('unsupported:password', 'We could not read this PDF: only those can open it for whom it was encrypted. Save a copy without encryption and upload that.', { cause });
  }
  const message = cause instanceof Error ? cause.message : String(cause);
  if (/password|encrypt/i.test(message)) {
    return new AppError('unsupported:password', 'We could not read this PDF: it needs a password. Remove the password and upload it again.', { cause });
  }
  return new AppError('unsupported:damaged', 'We could not read this PDF: it is damaged. Open it in a PDF program, save or print it as a new PDF and upload that.', { cause });
}
