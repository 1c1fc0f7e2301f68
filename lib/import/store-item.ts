import type { Readable } from 'node:stream';
import type { Viewer } from '@/lib/auth/viewer';
import { db } from '@/lib/db/client';
import type { ContainedFile } from '@/lib/documents/contained-file';
import { cleanFilePath } from '@/lib/documents/file-name';
import { isOwnFault } from '@/lib/documents/unpack-archive';
import { uploadDocument } from '@/lib/documents/upload-document';
import { AppError } from '@/lib/errors/app-error';
import { type ImportClaim, keepImport } from './claim-import';
import type { ItemState } from './import-row';

export type Item = { id: string; address: string; documentId: string | null; sha256: string | null; etag: string | null; lastModified: string | null };
export const itemSelection = { id: true, address: true, documentId: true, sha256: true, etag: true, lastModified: true } as const;

/** What came of an item. */
export type Outcome = { state: Exclude<ItemState, 'waiting'>; reason?: string; documentId?: string; sha256?: string; etag?: string; lastModified?: string };

/** A page or file that was fetched, or came in the archive `parentName`. `open` may be called twice. */
export type Arrival = { folder?: string; name: string; sha256: string; open: () => Readable; sizeBytes: number; sourceUrl?: string; parentName?: string };

/** Makes a fetched page or file a document, or the next version of the one that it was before. */
export async function storeItem(viewer: Viewer, claim: ImportClaim, item: Item, arrival: Arrival): Promise<Outcome> {
  const { sha256 } = arrival;
  try {
    if (item.documentId !== null) return { sha256, ...(await renew(viewer, claim, item.documentId, item.sha256, arrival)) };
    return { sha256, ...(await add(viewer, claim, arrival)) };
  } catch (error) {
    if (!isOwnFault(error)) throw error;
    return { state: 'refused', reason: error.message };
  }
}

async function renew(viewer: Viewer, claim: ImportClaim, documentId: string, known: string | null, arrival: Arrival): Promise<Outcome> {
  const exists = await db().document.count({ where: { id: documentId, teamId: viewer.teamId, deletedAt: null } });
  // Whoever uploads an archive wants what is in it; what is fetched again by itself must not undo a deletion.
  if (exists === 0 && claim.kind === 'archive') return add(viewer, claim, arrival);
  if (exists === 0) return { state: 'skipped', reason: 'Somebody deleted this document, so it stays out.' };
  if (known === arrival.sha256) return { state: 'unchanged' };
  try {
    const result = await uploadDocument(viewer, { ...upload(arrival), documentId });
    return { state: result.status === 'replaced' ? 'updated' : 'unchanged' };
  } catch (error) {
    // All versions of a document have one format: what quotes the old one must still be shown.
    if (!(error instanceof AppError) || error.code !== 'conflict:format') throw error;
    const outcome = await add(viewer, claim, arrival);
    return outcome.state === 'added' ? { ...outcome, reason: 'It is of another type than before, so it became a new document. The one from before stays until you delete it.' } : outcome;
  }
}

async function add(viewer: Viewer, claim: ImportClaim, arrival: Arrival): Promise<Outcome> {
  const { collectionId } = claim;
  let result = await uploadDocument(viewer, { ...upload(arrival), collectionId });
  if (result.status === 'skipped' || (result.status === 'duplicate' && result.same === 'file')) {
    const { document } = result;
    const isTaken = (await db().importItem.count({ where: { teamId: viewer.teamId, documentId: document.id } })) > 0;
    // Brought by hand before, or by a run that was cut off just here: from now on it belongs to the import.
    if (!isTaken && document.name === cleanFilePath(arrival.folder, arrival.name)) return { state: 'unchanged', documentId: document.id };
    return { state: 'skipped', reason: `The same content is there already, as "${document.name}".` };
  }
  // Another document that only has the same name is nothing of ours to replace.
  if (result.status === 'duplicate') result = await uploadDocument(viewer, { ...upload(arrival), collectionId, onDuplicate: 'keep-both' });
  return result.status === 'unpacked' ? unpacked(result.files) : { state: 'added', documentId: result.document.id };
}

/** An archive is no document of its own; when it is met again, its files are found to be there. */
function unpacked(files: ContainedFile[]): Outcome {
  if (files.some((file) => file.documentId && !file.isKnown)) return { state: 'added' };
  if (files.some((file) => file.isKnown)) return { state: 'unchanged' };
  return { state: 'refused', reason: files[0]?.refusal ?? 'There is no file in this archive.' };
}

function upload({ name, folder, open, sizeBytes, sourceUrl, parentName }: Arrival) {
  return { name, folder, stream: open(), announcedBytes: sizeBytes, sourceUrl, inBackground: true, ...(parentName !== undefined && { parent: { name: parentName } }) };
}

/** Writes down what came of an item. Throws `ImportEnded` when the import was stopped meanwhile. */
export async function recordOutcome(claim: ImportClaim, itemId: string, outcome: Outcome): Promise<void> {
  await db().$transaction(async (tx) => {
    await keepImport(claim, tx);
    await tx.importItem.updateMany({ where: { id: itemId, importId: claim.id }, data: { ...outcome, reason: outcome.reason ?? null } });
  });
}
