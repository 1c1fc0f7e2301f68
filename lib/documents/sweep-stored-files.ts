import { sweepFiles } from '@/lib/files/file-store';
import { isFileReferred } from './is-file-referred';

/** Removes temporary files of uploads that were cut off, and finishes deletions of originals. */
export async function sweepStoredFiles(): Promise<void> {
  await sweepFiles(isFileReferred);
}
