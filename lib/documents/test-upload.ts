import { Readable } from 'node:stream';
import type { Viewer } from '@/lib/auth/viewer';
import { uploadDocument, type Upload } from './upload-document';

/** For tests: uploads a text the way a request does, and returns the document's id. */
export async function uploadText(viewer: Viewer, name: string, content: string | Uint8Array, options: Partial<Upload> = {}): Promise<string> {
  const result = await uploadDocument(viewer, { stream: Readable.from([Buffer.from(content)]), name, ...options });
  if (result.status === 'unpacked') throw new Error(`${name} is an archive`);
  if (result.status === 'duplicate') throw new Error(`${name} is a duplicate of ${result.document.name}`);
  return result.document.id;
}
