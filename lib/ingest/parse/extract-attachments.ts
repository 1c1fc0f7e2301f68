import { type Attachment, refusalOf, runParser } from './parse-child';
import type { DocumentFormat } from './parsed-document';

/** Milliseconds; a mail is no larger than an upload may be. */
const timeLimit = 60_000;

/** Writes the files that were sent along with a mail to a folder, in a child process with the same limits as `parseFile`. Throws as that. */
export async function extractAttachments(options: { path: string; format: DocumentFormat; folder: string; signal?: AbortSignal }): Promise<Attachment[]> {
  const { path, format, folder, signal } = options;
  const run = await runParser({ path, format, softLimit: timeLimit, cautious: false, known: [], skip: 'all', attachmentsFolder: folder }, { timeLimit, ...(signal && { signal }) });
  if ('died' in run) throw run.died;
  if ('error' in run.answer) throw refusalOf(run.answer, format);
  if ('attachments' in run.answer) return run.answer.attachments;
  throw new Error('the parser answered with something else');
}
