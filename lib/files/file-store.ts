// Originals in a folder, by team and SHA-256: <dataFolder>/files/<teamId>/<first two hex digits>/<sha256>.
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, link, mkdir, open, readdir, rename, rm, stat, statfs, unlink } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { config } from '@/lib/config/config';
import { AppError } from '@/lib/errors/app-error';

/** A file that has arrived whole and is on disk, but does not belong to anything yet. Keep it or discard it. */
export type ReceivedFile = { path: string; sha256: string; sizeBytes: number };

/** Room that stays free on the disk so that the database can go on writing, in bytes. */
const reserve = 200 * 1024 * 1024;
/** A temporary file that nobody has written to for this long was left by a crash, in milliseconds. */
const abandonedAfter = 10 * 60_000;
const deleting = '.deleting';

const filesFolder = () => path.join(config().dataFolder, 'files');
const incomingFolder = () => path.join(filesFolder(), 'incoming');

/** Where an original lies. Both parts come from our own database, never from a request. */
export function filePath(teamId: string, sha256: string): string {
  if (!/^[0-9a-f]{64}$/.test(sha256) || !/^[\w-]+$/.test(teamId)) throw new Error('not a stored file');
  return path.join(filesFolder(), teamId, sha256.slice(0, 2), sha256);
}

/** Refuses with `unavailable:disk` when writing a file of this size would leave too little room. */
export async function requireRoom(sizeBytes: number): Promise<void> {
  await mkdir(filesFolder(), { recursive: true, mode: 0o700 });
  const disk = await statfs(filesFolder());
  if (disk.bavail * disk.bsize < Math.max(reserve, 2 * sizeBytes)) {
    throw new AppError('unavailable:disk', 'The server has too little free disk space for this file. Ask whoever runs it to make room; nothing was stored.');
  }
}

/**
 * Writes a stream to a temporary file while hashing it. Throws `too_large:file` as soon as it exceeds `maxBytes`;
 * nothing is left behind when it throws.
 */
export async function receiveFile(stream: AsyncIterable<Uint8Array>, maxBytes: number): Promise<ReceivedFile> {
  await mkdir(incomingFolder(), { recursive: true, mode: 0o700 });
  const temporary = path.join(incomingFolder(), randomUUID());
  const handle = await open(temporary, 'wx', 0o600);
  try {
    const hash = createHash('sha256');
    let sizeBytes = 0;
    for await (const piece of stream) {
      sizeBytes += piece.byteLength;
      if (sizeBytes > maxBytes) {
        throw new AppError('too_large:file', `This file is larger than ${Math.floor(maxBytes / 1024 / 1024)} MB, the most that one file may have.`);
      }
      hash.update(piece);
      await handle.writeFile(piece);
    }
    await handle.sync();
    return { path: temporary, sha256: hash.digest('hex'), sizeBytes };
  } catch (error) {
    await rm(temporary, { force: true });
    if ((error as NodeJS.ErrnoException).code === 'ENOSPC') {
      throw new AppError('unavailable:disk', 'The disk of the server is full; this file was not stored.', { cause: error });
    }
    if ((error as NodeJS.ErrnoException).code === 'ECONNRESET') {
      throw new AppError('bad_request:incomplete', 'The upload broke off before the whole file had arrived. Please upload it again.', { cause: error });
    }
    throw error;
  } finally {
    await handle.close();
  }
}

/** Puts a received file in its place. Call it before the row that refers to it is committed, and again after. */
export async function keepFile(teamId: string, file: ReceivedFile): Promise<void> {
  const target = filePath(teamId, file.sha256);
  const folder = path.dirname(target);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  try {
    await link(file.path, target);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return;
  }
  // The new name must survive a power cut as surely as the bytes do.
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}

/** Forgets the temporary name of a received file; its kept copy stays. */
export async function discardFile(file: ReceivedFile): Promise<void> {
  await rm(file.path, { force: true });
}

/** Streams an original, or the bytes `start`–`end` (both included) of it. Throws `not_found:file`. */
export async function openFile(
  teamId: string,
  sha256: string,
  range?: { start: number; end: number },
): Promise<{ stream: Readable; sizeBytes: number }> {
  const file = filePath(teamId, sha256);
  const found = await stat(file).catch(() => undefined);
  if (!found) throw new AppError('not_found:file', 'The original of this document is missing from the server.');
  return { stream: createReadStream(file, range), sizeBytes: found.size };
}

/**
 * Deletes an original unless it is referred to. It is moved aside first and asked about after: an upload of the same
 * bytes that commits in between either is seen here, or finds its file missing and puts it back (see {@link keepFile}).
 */
export async function deleteFile(teamId: string, sha256: string, isReferred: () => Promise<boolean>): Promise<void> {
  const file = filePath(teamId, sha256);
  const aside = file + deleting;
  try {
    await rename(file, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    if (!(await exists(aside))) return;
  }
  if (await isReferred()) await rename(aside, file);
  else await unlink(aside);
}

/** Removes what crashes left behind: half-written uploads, and deletions that were not finished. */
export async function sweepFiles(isReferred: (teamId: string, sha256: string) => Promise<boolean>): Promise<void> {
  for (const name of await readdir(incomingFolder()).catch(() => [])) {
    const file = path.join(incomingFolder(), name);
    const found = await stat(file).catch(() => undefined);
    if (found && Date.now() - found.mtimeMs > abandonedAfter) await rm(file, { force: true });
  }
  for (const entry of await readdir(filesFolder(), { recursive: true }).catch(() => [])) {
    if (!entry.endsWith(deleting)) continue;
    const [teamId, , name] = entry.split(path.sep);
    const sha256 = name?.slice(0, -deleting.length);
    if (teamId && sha256) await deleteFile(teamId, sha256, () => isReferred(teamId, sha256));
  }
}

function exists(file: string): Promise<boolean> {
  return access(file).then(() => true, () => false);
}
