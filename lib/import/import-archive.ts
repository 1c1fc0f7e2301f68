import { createReadStream } from 'node:fs';
import { access } from 'node:fs/promises';
import { recordEvent } from '@/lib/audit/record-event';
import type { Viewer } from '@/lib/auth/viewer';
import { config } from '@/lib/config/config';
import { db } from '@/lib/db/client';
import { cleanFileName, cleanFilePath, numberedName } from '@/lib/documents/file-name';
import { innerFolder, isOwnFault, isTooDeep, nothingRead, tooDeep } from '@/lib/documents/unpack-archive';
import { AppError } from '@/lib/errors/app-error';
import { discardFile, filePath, receiveFile } from '@/lib/files/file-store';
import { detectFile } from '@/lib/ingest/parse/detect-format';
import { type ArchiveFile, type Budget, eachArchiveFile, newBudget } from '@/lib/ingest/parse/read-archive';
import { type ImportClaim, keepImport } from './claim-import';
import { countItems } from './count-items';
import { type Item, itemSelection, type Outcome, recordOutcome, storeItem } from './store-item';

/** Files that are entered with one statement. */
const enteredAtOnce = 500;
/** Unpacking that was broken off at the same file so often is not broken off by accident. */
const mostTries = 3;

type Run = { viewer: Viewer; claim: ImportClaim; budget: Budget; signal?: AbortSignal };
type Opened = { path: string; folder: string; depth: number };

/**
 * Makes documents of the files of a stored archive, one after the other. Its files are items, and those that wait are
 * still to be unpacked: whoever takes over a run that was broken off passes over all others. Throws
 * `unsupported:archive` when no file could be read.
 */
export async function importArchive(viewer: Viewer, claim: ImportClaim, options: { signal?: AbortSignal }): Promise<void> {
  const path = filePath(claim.teamId, claim.archiveSha256 ?? '');
  if (!(await access(path).then(() => true, () => false))) throw new AppError('not_found:file', 'The archive is missing from the server. Upload it again to go on.');
  await unpack({ viewer, claim, budget: newBudget(), ...options }, { path, folder: '', depth: 1 });
  await settleRest(claim);
  await requireAnyRead(claim.id);
}

/** One line of the audit log for the whole archive; each of its documents has its own. */
export async function recordUnpacked(viewer: Viewer, claim: ImportClaim): Promise<void> {
  const { added = 0, updated = 0, unchanged = 0, skipped = 0, refused = 0 } = await countItems(claim.id);
  await db().$transaction((tx) =>
    recordEvent(tx, viewer, {
      action: 'archive.unpack',
      target: { type: 'import', id: claim.id },
      detail: { sha256: claim.archiveSha256, documents: added + updated, known: unchanged + skipped, refused },
    }),
  );
}

async function unpack(run: Run, archive: Opened): Promise<void> {
  const addresses = await addressesOf(archive, run.budget);
  if (addresses.length === 0) throw new AppError('unsupported:empty', 'There are no files in this archive.');
  const waiting = await enterItems(run.claim, addresses);
  let place = 0;
  let isFirst = true;
  await eachArchiveFile(archive.path, run.budget, async (file) => {
    const item = waiting.get(addresses[place] ?? '');
    place += 1;
    if (!item) return;
    run.signal?.throwIfAborted();
    const brokenOff = isFirst && (await tryAgain(run.claim, item));
    isFirst = false;
    if (brokenOff) await recordOutcome(run.claim, item.id, { state: 'refused', reason: 'Unpacking the archive was broken off at this file several times. Upload it by itself.' });
    else await unpackFile(run, archive, item, file);
  });
}

/** What each file of an archive is known by: its path, numbered where a path occurs twice. */
async function addressesOf({ path, folder }: Opened, budget: Budget): Promise<string[]> {
  const addresses = new Set<string>();
  await eachArchiveFile(path, budget, async (file) => void addresses.add(numberedName(cleanFilePath(joined(folder, file.folder), file.name), addresses)));
  return [...addresses];
}

/** Enters what is not known yet; of all, returns those that wait. */
async function enterItems(claim: ImportClaim, addresses: string[]): Promise<Map<string, Item>> {
  const waiting = new Map<string, Item>();
  for (let first = 0; first < addresses.length; first += enteredAtOnce) {
    const some = addresses.slice(first, first + enteredAtOnce);
    await db().$transaction(async (tx) => {
      await keepImport(claim, tx);
      await tx.importItem.createMany({ data: some.map((address) => ({ importId: claim.id, teamId: claim.teamId, address })), skipDuplicates: true });
    });
    const found = await db().importItem.findMany({ where: { importId: claim.id, state: 'waiting', address: { in: some } }, select: itemSelection });
    for (const item of found) waiting.set(item.address, item);
  }
  return waiting;
}

/** Counts that the run begins at this file: where the one before was broken off. Says whether that was once too often. */
async function tryAgain(claim: ImportClaim, item: Item): Promise<boolean> {
  const { tries } = await db().importItem.update({ where: { id: item.id }, data: { tries: { increment: 1 } }, select: { tries: true } });
  await keepImport(claim);
  return tries > mostTries;
}

/** That a run ends here is not the file's fault. */
export async function forgiveTries(claim: ImportClaim): Promise<void> {
  await db().importItem.updateMany({ where: { importId: claim.id, tries: { gt: 0 } }, data: { tries: 0 } });
}

async function unpackFile(run: Run, archive: Opened, item: Item, file: ArchiveFile): Promise<void> {
  try {
    const outcome = await outcomeOf(run, archive, item, file);
    if (outcome) await recordOutcome(run.claim, item.id, outcome);
    // An archive inside is no document; its files are items now, each with its outcome.
    else await db().importItem.delete({ where: { id: item.id } });
  } catch (error) {
    if (!isOwnFault(error)) throw error;
    await recordOutcome(run.claim, item.id, { state: 'refused', reason: error.message });
  }
}

/** What became of a file; undefined when it was an archive. */
async function outcomeOf(run: Run, archive: Opened, item: Item, file: ArchiveFile): Promise<Outcome | undefined> {
  if (file.refusal !== undefined) return { state: 'refused', reason: file.refusal };
  const received = await receiveFile(file.content(), config().maxUploadBytes);
  try {
    const name = cleanFileName(file.name);
    const format = await detectFile(received.path, name);
    if (format === 'zip') {
      if (isTooDeep(archive.depth)) return { state: 'refused', reason: tooDeep };
      // From here on, what breaks a run off is one of its files.
      await db().importItem.update({ where: { id: item.id }, data: { tries: 0 } });
      await unpack(run, { path: received.path, folder: innerFolder(joined(archive.folder, file.folder), name), depth: archive.depth + 1 });
      return undefined;
    }
    const { sha256, sizeBytes } = received;
    const parentName = run.claim.address;
    return await storeItem(run.viewer, run.claim, item, { folder: joined(archive.folder, file.folder), name, sha256, sizeBytes, parentName, open: () => createReadStream(received.path) });
  } finally {
    await discardFile(received);
  }
}

/** What the archive had before and has no longer: its document waits for a word, what was none is forgotten. */
async function settleRest(claim: ImportClaim): Promise<void> {
  await db().$transaction(async (tx) => {
    await keepImport(claim, tx);
    const rest = { importId: claim.id, state: 'waiting' };
    await tx.importItem.updateMany({ where: { ...rest, documentId: { not: null } }, data: { state: 'gone' } });
    await tx.importItem.deleteMany({ where: rest });
  });
}

async function requireAnyRead(importId: string): Promise<void> {
  const { refused = 0, ...others } = await countItems(importId);
  if (refused === 0 || Object.keys(others).length > 0) return;
  const some = await db().importItem.findMany({ where: { importId, state: 'refused' }, orderBy: { id: 'asc' }, take: 3, select: { address: true, reason: true } });
  throw nothingRead(some.map(({ address, reason }) => ({ name: address, refusal: reason ?? '' })), refused);
}

function joined(...folders: string[]): string {
  return folders.filter(Boolean).join('/');
}
