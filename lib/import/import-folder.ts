import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { recordEvent } from '@/lib/audit/record-event';
import { requireRole, type Viewer } from '@/lib/auth/viewer';
import { config } from '@/lib/config/config';
import { db } from '@/lib/db/client';
import { AppError } from '@/lib/errors/app-error';
import { detectFormat } from '@/lib/ingest/parse/detect-format';
import { beginRun } from './begin-run';
import { claimImport, type ImportClaim, ImportEnded, settleImport } from './claim-import';
import { folderFiles } from './folder-files';
import { lockImport } from './own-import';
import { finishImport } from './run-import';
import { type Item, itemSelection, type Outcome, recordOutcome, storeItem } from './store-item';

export type FolderImport = {
  folder: string;
  collectionId: string;
  /** Called after each file. */
  onFile?: (done: number, total: number, file: string, outcome: Outcome) => void;
};

/**
 * Imports the files of a folder, or brings what changed in it since: a changed file becomes the next version of its
 * document, one that is gone is marked as such. Returns the import's id. Throws `bad_request:folder`,
 * `conflict:import-running` when another command imports the same folder.
 */
export async function importFolder(viewer: Viewer, { folder, collectionId, onFile }: FolderImport): Promise<string> {
  requireRole(viewer, 'editor');
  const root = await realpath(folder).catch(() => undefined);
  if (root === undefined || !(await stat(root)).isDirectory()) throw new AppError('bad_request:folder', `There is no folder ${folder}.`);
  const files = await folderFiles(root);
  const claim = await claimFolder(viewer, root, collectionId);
  try {
    await importFiles(viewer, claim, root, files, onFile);
    await finishImport(claim);
  } catch (error) {
    if (error instanceof ImportEnded) throw new AppError('conflict:import-running', 'This import was stopped, or begun anew by somebody else.');
    const known = error instanceof AppError ? error : undefined;
    await settleImport(claim, { state: 'failed', code: known?.code ?? 'internal:import', message: known?.message ?? 'Something went wrong. Run the command again to go on.' });
    throw error;
  }
  return claim.id;
}

async function claimFolder(viewer: Viewer, root: string, collectionId: string): Promise<ImportClaim> {
  const key = { teamId: viewer.teamId, kind: 'folder', address: root, collectionId };
  const id = await db().$transaction(async (tx) => {
    const known = await tx.importSource.findUnique({ where: { teamId_kind_address_collectionId: key }, select: { id: true } });
    if (known) {
      const { state } = await lockImport(tx, viewer, known.id);
      if (state === 'running') throw new AppError('conflict:import-running', 'This folder is being imported already. If that was cut off, try again in a minute.');
      await beginRun(tx, viewer, known.id);
    }
    const source = known ?? (await tx.importSource.create({ data: { ...key, pageLimit: 0, startedById: viewer.userId }, select: { id: true } }));
    await recordEvent(tx, viewer, { action: 'import.start', target: { type: 'import', id: source.id }, detail: { kind: 'folder', address: root } });
    return source.id;
  });
  const claim = await claimImport(id);
  if (!claim) throw new AppError('conflict:import-running', 'This folder is being imported already.');
  return claim;
}

async function importFiles(viewer: Viewer, claim: ImportClaim, root: string, files: string[], onFile: FolderImport['onFile']): Promise<void> {
  const known = await db().importItem.findMany({ where: { importId: claim.id }, select: itemSelection });
  const itemOf = new Map<string, Item>(known.map((item) => [item.address, item]));
  for (const [index, file] of files.entries()) {
    const item = itemOf.get(file) ?? (await db().importItem.create({ data: { importId: claim.id, teamId: claim.teamId, address: file }, select: itemSelection }));
    itemOf.delete(file);
    const outcome = await importFile(viewer, claim, root, item);
    await recordOutcome(claim, item.id, outcome);
    onFile?.(index + 1, files.length, file, outcome);
  }
  for (const item of itemOf.values()) {
    if (item.documentId !== null) await recordOutcome(claim, item.id, { state: 'gone' });
    else await db().importItem.delete({ where: { id: item.id } });
  }
}

async function importFile(viewer: Viewer, claim: ImportClaim, root: string, item: Item): Promise<Outcome> {
  const file = path.join(root, item.address);
  try {
    const { size } = await stat(file);
    if (size > config().maxUploadBytes) throw new AppError('too_large:file', `This file is larger than ${Math.floor(config().maxUploadBytes / 1024 / 1024)} MB, the most that one file may have.`);
    // Before it is copied: a repository holds much that is no document.
    const format = await detectFormat(file, path.basename(file));
    // A folder's pictures belong to its pages: logos, screenshots. One that is a document can be uploaded.
    if (format === 'image') return { state: 'refused', reason: 'Pictures in folders are left out. Upload those that are documents.' };
    const hash = createHash('sha256');
    await pipeline(createReadStream(file), hash);
    return await storeItem(viewer, claim, item, {
      folder: path.posix.dirname(item.address),
      name: path.posix.basename(item.address),
      sha256: hash.digest('hex'),
      open: () => createReadStream(file),
      sizeBytes: size,
    });
  } catch (error) {
    if (error instanceof AppError && /^(unsupported|too_large):/.test(error.code)) return { state: 'refused', reason: error.message };
    // It disappeared, or may not be read; the others can be.
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'EACCES') return { state: 'refused', reason: 'This file cannot be read.' };
    throw error;
  }
}
