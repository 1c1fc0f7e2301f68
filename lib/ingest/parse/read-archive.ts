// ZIP archives that people upload to bring many files at once. What is checked of every ZIP is checked here too; the
// files stream out one after the other, and none is written under a name that the archive gives.
import { checkedZip, damagedZip, passwordNeeded, tooLargeZip } from './read-zip';

/** Bytes that an archive may still unpack to, together with the archives inside of it. */
export type Budget = { bytes: number };

export type ArchiveFile = {
  /** Folders inside of the archive; '' at its top. */
  folder: string;
  name: string;
  /** Why it cannot be read, as a sentence. */
  refusal?: string;
  /** Its bytes. Throws `unsupported:damaged`, `too_large:archive`. */
  content: () => AsyncGenerator<Buffer>;
};

const maxUnpackedBytes = 300_000_000;
/** What operating systems leave in folders and nobody wants to upload. */
const litter = /(?:^|\/)(?:__MACOSX\/|\.[^/]*$|Thumbs\.db$|desktop\.ini$|~\$[^/]*$)/i;
const linkMode = 0o120_000;

export function newBudget(): Budget {
  return { bytes: maxUnpackedBytes };
}

/** Hands every file of an archive to `visit`, one after the other. Throws `unsupported:damaged`, `too_large:archive`, and what `visit` throws. */
export async function eachArchiveFile(path: string, budget: Budget, visit: (file: ArchiveFile) => Promise<void>): Promise<void> {
  const { zip, entries } = await checkedZip(path);
  try {
    for (const entry of entries) {
      if (entry.fileName.endsWith('/') || litter.test(entry.fileName)) continue;
      const slash = entry.fileName.lastIndexOf('/');
      const refusal = entry.isEncrypted()
        ? passwordNeeded().message
        : ((entry.externalFileAttributes >>> 16) & 0o170_000) === linkMode
          ? 'It is a link to another file, not a file.'
          : entry.canDecodeFileData()
            ? undefined
            : 'It is packed in a way that Footnote cannot unpack.';
      await visit({
        folder: entry.fileName.slice(0, Math.max(0, slash)),
        name: entry.fileName.slice(slash + 1),
        ...(refusal !== undefined && { refusal }),
        content: async function* () {
          let left = budget.bytes;
          try {
            for await (const piece of (await zip.openReadStreamPromise(entry)) as AsyncIterable<Buffer>) {
              left = budget.bytes -= piece.length;
              if (left < 0) break;
              yield piece;
            }
          } catch (error) {
            throw damagedZip(error);
          }
          if (left < 0) throw tooLargeZip();
        },
      });
    }
  } finally {
    zip.close();
  }
}

