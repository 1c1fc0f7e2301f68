import type { Viewer } from '@/lib/auth/viewer';
import { receiveUpload, type StoreResult, type Upload } from '@/lib/documents/upload-document';
import { startArchive, type StartedArchive } from './start-archive';

/** Stores what a person uploads: a file as a document, an archive for the worker to unpack. Throws as {@link receiveUpload} and {@link startArchive}. */
export async function uploadFile(viewer: Viewer, upload: Upload): Promise<StoreResult | StartedArchive> {
  return receiveUpload(viewer, upload, (archive) => startArchive(viewer, archive, upload.onDuplicate));
}
