import type { AppError } from '@/lib/errors/app-error';
import { ParserDied, type ParseRequest, refusalOf, runParser } from './parse-child';
import type { SeenPage } from './page-recogniser';
import type { DocumentFormat, ParsedDocument } from './parsed-document';

export type ParseOptions = {
  /** Where the file lies. */
  path: string;
  /** The name it was uploaded under; only for messages. */
  name: string;
  format: DocumentFormat;
  signal?: AbortSignal;
  /** Wall-clock limit in milliseconds, recognising pages aside; 60,000 when not given. */
  timeLimit?: number;
  /** Told how far a scan is, from 0 to 1: its pages take some seconds each. */
  onProgress?(share: number): void;
  /** Pages of this very file that an earlier try looked at. */
  known?: SeenPage[];
  /** Told of each page that was looked at, so that another try need not. */
  onPage?(seen: SeenPage): void;
};

/** After more pages than these ended the parser, the rest of a file is read without recognising any. */
const mostFatalPages = 3;

/**
 * Reads a file into its canonical text, in a child process of its own with limits of time and memory, so that no file
 * can harm the worker. Throws `AppError`: `unsupported:password`, `unsupported:damaged`, `unsupported:empty`,
 * `unsupported:no_text`, `unsupported:too_slow`, `too_large:…`; `internal:parse` when it was not the file's fault;
 * the signal's reason when it is aborted.
 */
export async function parseFile({ path, format, signal, timeLimit = 60_000, onProgress, known = [], onPage }: ParseOptions): Promise<ParsedDocument> {
  const request: ParseRequest = { path, format, softLimit: timeLimit * 0.6, cautious: false, known: [...known], skip: [] };
  for (;;) {
    const run = await runParser(request, {
      // Without what kept it, a file is quick.
      timeLimit: request.cautious ? timeLimit / 2 : timeLimit,
      ...(signal && { signal }),
      onRecognised: ({ recognised, of, result }) => {
        const seen = { page: recognised, ...(result && { result }) };
        request.known.push(seen);
        onPage?.(seen);
        onProgress?.(recognised / of);
      },
    });
    if ('answer' in run) {
      if ('document' in run.answer) return run.answer.document;
      if ('error' in run.answer) throw refusalOf(run.answer, format);
      throw new Error('the parser answered with something else');
    }
    // A page that ends the parser costs its own words only: what was recognised before it is kept.
    if (run.page !== undefined && request.skip !== 'all') request.skip = request.skip.length < mostFatalPages ? [...request.skip, run.page] : 'all';
    else if (format === 'pdf' && !request.cautious && mayBeReadWithCaution(run.died)) Object.assign(request, { cautious: true, softLimit: request.softLimit / 2 });
    else throw run.died;
  }
}

function mayBeReadWithCaution(error: AppError): boolean {
  return error.cause instanceof ParserDied || error.code === 'too_large:memory' || error.code === 'unsupported:too_slow';
}
