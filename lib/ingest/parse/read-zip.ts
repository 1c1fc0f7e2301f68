// The only way into zip files (read-archive.ts, for those of people, goes through it too): limits are checked in the central directory before anything is inflated, and a budget
// of bytes holds while inflating, because a directory can lie. Nothing is written to disk, no inner zip is followed.
import { Buffer } from 'node:buffer';
import type { Entry, ZipFile } from 'yauzl';
import { AppError } from '@/lib/errors/app-error';
import { openZip } from './open-zip';

const maxEntries = 10_000;
const maxInflatedBytes = 300_000_000;
/** How many times larger than the file its contents may be, once they are past `smallBytes`. */
const maxRatio = 150;
const smallBytes = 20_000_000;

export const tooLargeZip = () =>
  new AppError('too_large:archive', 'This file unpacks to far more than its size promises, so it was not opened.');
export const damagedZip = (cause?: unknown) =>
  new AppError('unsupported:damaged', 'This file is damaged and could not be opened. Save it again in its program and upload the new copy.', { cause });

export const passwordNeeded = () => new AppError('unsupported:password', 'We could not read this file: it needs a password. Remove the password and upload it again.');

/** Names of all entries. Throws `too_large:archive` for bombs and `unsupported:damaged` for broken archives. */
export async function listZip(path: string): Promise<string[]> {
  return withZip(path, async (_zip, entries) => entries.map((entry) => entry.fileName));
}

/** Contents of the entries whose name `wanted` accepts, by name. Inflates at most 300 MB in all. */
export async function readZip(path: string, wanted: (name: string) => boolean): Promise<Map<string, Buffer>> {
  return withZip(path, async (zip, entries) => {
    const contents = new Map<string, Buffer>();
    let budget = maxInflatedBytes;
    for (const entry of entries) {
      if (!wanted(entry.fileName) || contents.has(entry.fileName)) continue;
      if (entry.isEncrypted()) throw passwordNeeded();
      const content = await inflate(zip, entry, budget);
      budget -= content.length;
      contents.set(entry.fileName, content);
    }
    return contents;
  });
}

async function withZip<Result>(path: string, work: (zip: ZipFile, entries: Entry[]) => Promise<Result>): Promise<Result> {
  const { zip, entries } = await checkedZip(path);
  try {
    return await work(zip, entries);
  } catch (error) {
    throw error instanceof AppError ? error : damagedZip(error);
  } finally {
    zip.close();
  }
}

/** An archive whose directory keeps to the limits, and its entries. Close it. Throws `too_large:archive`, `unsupported:damaged`. */
export async function checkedZip(path: string): Promise<{ zip: ZipFile; entries: Entry[] }> {
  let zip: ZipFile | undefined;
  try {
    zip = await openZip(path);
    return { zip, entries: await checkedEntries(zip) };
  } catch (error) {
    zip?.close();
    throw error instanceof AppError ? error : damagedZip(error);
  }
}

async function checkedEntries(zip: ZipFile): Promise<Entry[]> {
  if (zip.entryCount > maxEntries) throw new AppError('too_large:archive', 'This file holds more than 10,000 parts, so it was not opened.');
  const entries: Entry[] = [];
  let inflated = 0;
  for await (const entry of zip.eachEntry()) {
    entries.push(entry);
    inflated += entry.uncompressedSize;
    if (inflated > maxInflatedBytes || entries.length > maxEntries) throw tooLargeZip();
  }
  if (inflated > smallBytes && inflated > maxRatio * zip.fileSize) throw tooLargeZip();
  return entries;
}

async function inflate(zip: ZipFile, entry: Entry, budget: number): Promise<Buffer> {
  const stream = await zip.openReadStreamPromise(entry);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > budget) {
      stream.destroy();
      throw tooLargeZip();
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
