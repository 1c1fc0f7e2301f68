import { deleteFile, keepFile, type ReceivedFile } from '@/lib/files/file-store';
import { isFileReferred } from './is-file-referred';

/** Puts a received file among the originals and has `store` refer to it; unless that `isStored`, it does not stay there for itself. */
export async function whileKept<Result>(teamId: string, file: ReceivedFile, store: () => Promise<Result>, isStored: (result: Result) => boolean): Promise<Result> {
  await keepFile(teamId, file);
  let stored = false;
  try {
    const result = await store();
    stored = isStored(result);
    if (stored) await keepFile(teamId, file);
    return result;
  } finally {
    if (!stored) await dropOriginal(teamId, file.sha256);
  }
}

/** Deletes an original that nothing refers to; does nothing to any other. */
export async function dropOriginal(teamId: string, sha256: string): Promise<void> {
  if (await isFileReferred(teamId, sha256)) return;
  await deleteFile(teamId, sha256, () => isFileReferred(teamId, sha256));
}
