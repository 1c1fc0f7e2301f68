import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import yauzl, { type ZipFile } from 'yauzl';

/** Bytes after the end of an archive that programs and mail servers have been seen to leave there. */
const mostStrayBytes = 16;
const endRecordBytes = 22;
const endSignature = Buffer.from([0x50, 0x4b, 0x05, 0x06]);
const options = { lazyEntries: true, autoClose: false };

/** Opens an archive; a few stray bytes after its end, which every other program passes over, do not matter. */
export async function openZip(path: string): Promise<ZipFile> {
  try {
    return await yauzl.openPromise(path, options);
  } catch (error) {
    const end = await endOf(path);
    if (end === undefined) throw error;
    return await yauzl.fromRandomAccessReaderPromise(new FileReader(path), end, options);
  }
}

/** Where an archive ends that has stray bytes after it; undefined for all others. */
async function endOf(path: string): Promise<number | undefined> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const length = Math.min(size, endRecordBytes + mostStrayBytes);
    const { buffer } = await file.read(Buffer.alloc(length), 0, length, size - length);
    const at = buffer.lastIndexOf(endSignature);
    if (at < 0 || at + endRecordBytes > length) return undefined;
    const end = size - length + at + endRecordBytes + buffer.readUInt16LE(at + 20);
    return end < size ? end : undefined;
  } finally {
    await file.close();
  }
}

class FileReader extends yauzl.RandomAccessReader {
  constructor(private readonly path: string) {
    super();
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return createReadStream(this.path, { start, end: end - 1 });
  }
}
