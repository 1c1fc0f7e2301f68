import { AppError } from '@/lib/errors/app-error';
import { discardFile, receiveFile, type ReceivedFile } from '@/lib/files/file-store';
import { detectFile } from '@/lib/ingest/parse/detect-format';
import type { DocumentFormat } from '@/lib/ingest/parse/document-formats';
import { eachArchiveFile, newBudget, type ArchiveFile, type Budget } from '@/lib/ingest/parse/read-archive';
import type { ContainedFile } from './contained-file';
import { cleanFileName, cleanFilePath } from './file-name';

/** Archives inside of archives are opened this often, so that a drive zipped twice arrives, and a nest of them does not. */
const maxDepth = 3;
/** Named in the message when nothing could be read. */
const maxNamed = 3;

export type StoreFile = (
  file: ReceivedFile,
  as: { name: string; format: DocumentFormat; parentName: string },
) => Promise<{ status: string; document: { id: string; name: string } }>;

/**
 * Stores each file of an archive as a document, through the same checks as an upload of its own; of archives inside
 * too. Says of each file what became of it. Throws `unsupported:archive` when none could be read, `unsupported:damaged`
 * and `too_large:archive` for archives that are not opened; any error that does not lie in a file.
 */
export async function unpackArchive(path: string, options: { name: string; maxBytes: number; store: StoreFile }): Promise<ContainedFile[]> {
  const found = await unpack(path, { ...options, folder: '', depth: 1, budget: newBudget() });
  if (found.length === 0) throw new AppError('unsupported:empty', 'There are no files in this archive.');
  if (found.every((file) => file.refusal !== undefined)) throw nothingRead(found);
  return found;
}

/** Says of an archive without a single readable file why that is; `total` where not all of its files are given. */
export function nothingRead(files: readonly ContainedFile[], total = files.length): AppError {
  const named = files.slice(0, maxNamed);
  const reasons = named.map(({ name, refusal }) => `${name}: ${refusal}`);
  return new AppError('unsupported:archive', `Nothing in this archive could be read. ${reasons.join(' ')}${total > named.length ? ` And ${total - named.length} more.` : ''}`);
}

type Opened = { name: string; maxBytes: number; store: StoreFile; folder: string; depth: number; budget: Budget };

async function unpack(path: string, archive: Opened): Promise<ContainedFile[]> {
  const found: ContainedFile[] = [];
  await eachArchiveFile(path, archive.budget, async (entry) => {
    const folder = [archive.folder, entry.folder].filter(Boolean).join('/');
    const name = cleanFilePath(folder, entry.name);
    try {
      found.push(...(await storeEntry(entry, { folder, name }, archive)));
    } catch (error) {
      if (!isOwnFault(error)) throw error;
      found.push({ name, refusal: error.message });
    }
  });
  return found;
}

async function storeEntry(entry: ArchiveFile, { folder, name }: { folder: string; name: string }, archive: Opened): Promise<ContainedFile[]> {
  if (entry.refusal !== undefined) return [{ name, refusal: entry.refusal }];
  const file = await receiveFile(entry.content(), archive.maxBytes);
  try {
    const format = await detectFile(file.path, cleanFileName(entry.name));
    if (format === 'zip') {
      if (isTooDeep(archive.depth)) return [{ name, refusal: tooDeep }];
      return await unpack(file.path, { ...archive, folder: innerFolder(folder, cleanFileName(entry.name)), depth: archive.depth + 1 });
    }
    const { status, document } = await archive.store(file, { name, format, parentName: archive.name });
    return [{ name, documentId: document.id, ...(status === 'skipped' && { isKnown: true }) }];
  } finally {
    await discardFile(file);
  }
}

/** Whether an archive inside of one at this depth, 1 being what was uploaded, stays closed. */
export function isTooDeep(depth: number): boolean {
  return depth >= maxDepth;
}
export const tooDeep = 'It is an archive inside of an archive inside of an archive; unpack it and upload its files.';

/** The folder that the files of an archive inside of another one stand in. */
export function innerFolder(folder: string, name: string): string {
  return `${folder ? `${folder}/` : ''}${name.replace(/\.zip$/i, '')}`;
}

/** Whether it is the file that cannot be taken, and others of the same archive or import may be sound. */
export function isOwnFault(error: unknown): error is AppError {
  return error instanceof AppError && /^(unsupported|too_large|conflict|bad_request):/.test(error.code);
}
