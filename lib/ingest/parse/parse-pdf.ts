import { readFile } from 'node:fs/promises';
import { LiteParse, type LayoutBlock, type ParsedPage } from '@llamaindex/liteparse';
import { AppError } from '@/lib/errors/app-error';
import { DocumentBuilder } from './document-builder';
import type { ParsedDocument } from './parsed-document';
import { runningLines } from './pdf-running-lines';
import { PdfWriter } from './pdf-writer';
import { pageWords, type PdfWord } from './pdf-words';

const maxPages = 5_000;
/** Pages in memory at once; headings are ranked within one batch. */
const batchSize = 200;

/**
 * A PDF's text with a box for every word, in the layout's reading order. Reads at most 5,000 pages and stops reading
 * after `softLimit` milliseconds; the report says what was left out.
 */
export async function parsePdf(path: string, softLimit: number): Promise<ParsedDocument> {
  const builder = new DocumentBuilder();
  const writer = new PdfWriter(builder);
  const until = performance.now() + softLimit;
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
    extractLinks: false,
    imageMode: 'off',
  });
  const failed: number[] = [];
  let total = 0;
  // By bytes, not by path: LiteParse goes by the ending of a name, and stored files have none.
  const bytes = await readFile(path);
  try {
    for await (const batch of parser.parseBatches(bytes, { batchSize })) {
      total = batch.totalPages;
      failed.push(...batch.result.pageErrors.map((error) => error.pageNum));
      addPages(writer, batch.result.pages);
      if (performance.now() > until) break;
    }
  } catch (error) {
    throw error instanceof AppError ? error : pdfError(error);
  }
  builder.report.pages = total;
  const read = builder.pages.at(-1)?.number ?? 0;
  if (read < total && failed.length === 0) builder.note(`Only the first ${read} of ${total} pages were read.`);
  for (const page of failed.slice(0, 20)) builder.note(`Page ${page} is damaged and was not read.`);
  if (builder.report.imagesSkipped > 0 && builder.report.pagesWithoutText.length > 0) {
    builder.note('Some pages are pictures of text, for example scans. Their words were not read.');
  }
  return builder.finish('pdf', writer.title);
}

function addPages(writer: PdfWriter, pages: ParsedPage[]): void {
  const words = pages.map(pageWords);
  const running = runningLines(pages.map((page, index) => ({ height: page.height, words: words[index] ?? [] })));
  pages.forEach((page, index) => {
    const dropped = running[index];
    const kept = (words[index] ?? []).filter((word: PdfWord) => !dropped?.has(word.line));
    const pictures = (page.complexity?.imageBlockCount ?? 0) + (page.complexity?.fullPageImage ? 1 : 0);
    writer.addPage({ number: page.pageNum, width: page.width, height: page.height }, page.blocks ?? ([] as LayoutBlock[]), kept, pictures);
  });
}

function pdfError(cause: unknown): AppError {
  const message = cause instanceof Error ? cause.message : String(cause);
  if (/password|encrypt/i.test(message)) {
    return new AppError('unsupported:password', 'We could not read this PDF: it needs a password. Remove the password and upload it again.', { cause });
  }
  return new AppError('unsupported:damaged', 'We could not read this PDF: it is damaged. Open it in a PDF program, save or print it as a new PDF and upload that.', { cause });
}
