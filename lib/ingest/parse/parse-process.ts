// The child process that reads one file, or several one after the other, until its parent ends it. It knows no secrets:
// its parent gives it nothing but a path.
import { AppError, type ErrorCode } from '@/lib/errors/app-error';
import { damagedFile } from './damaged-file';
import { PageRecogniser } from './page-recogniser';
import type { ParseAnswer, ParseMessage, ParseRequest } from './parse-child';
import { parseContent } from './parse-content';
import { writeAttachments } from './write-attachments';

process.on('message', (request: ParseRequest) => {
  void answer(request).then((result) => process.send?.(result, () => request.stay || process.exit(0)));
});
process.on('disconnect', () => process.exit(0));

async function answer({ path, format, softLimit, cautious, known, skip, attachmentsFolder }: ParseRequest): Promise<ParseAnswer> {
  const tell = (message: ParseMessage) => void process.send?.(message);
  const recogniser = new PageRecogniser({
    known,
    skip,
    onBegin: (page) => tell({ recognising: page }),
    onEnd: (page, of, result) => tell({ recognised: page, of, ...(result && { result }) }),
  });
  try {
    if (attachmentsFolder !== undefined) return { attachments: await writeAttachments(path, format, attachmentsFolder) };
    return { document: await parseContent(path, format, softLimit, { recogniser, cautious }) };
  } catch (error) {
    return { error: verdict(error) };
  }
}

function verdict(error: unknown): { code: ErrorCode; message: string; detail: string } {
  if (error instanceof AppError) return { code: error.code, message: error.message, detail: detailOf(error.cause ?? error) };
  // The file could not even be opened, or the system had nothing left to give: it may be sound.
  if (error instanceof Error && 'syscall' in error) {
    return { code: 'internal:parse', message: 'Footnote could not read this file. Please try again.', detail: detailOf(error) };
  }
  const { code, message } = damagedFile();
  return { code, message, detail: detailOf(error) };
}

/** What kind of error, and where. Not what it says: messages quote the file, and no word of it belongs in the log. */
function detailOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const kind = 'code' in error ? `${error.name} ${String(error.code)}` : error.name;
  return [kind, ...(error.stack?.match(/^ {4}at .*$/gm) ?? []).slice(0, 6)].join('\n');
}
