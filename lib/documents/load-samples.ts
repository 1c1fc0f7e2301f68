import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { requireRole, type Viewer } from '@/lib/auth/viewer';
import { AppError } from '@/lib/errors/app-error';
import { uploadDocument } from './upload-document';

/** Questions that the handbook answers lie beside it; they are not part of it. */
const questionsFile = 'questions.json';

/** Uploads the sample handbook of a fictional company the way a person would. Files that are there already are skipped. */
export async function loadSamples(viewer: Viewer): Promise<{ documents: { id: string; name: string }[] }> {
  requireRole(viewer, 'editor');
  const folder = path.join(process.cwd(), 'samples', 'handbook');
  const names = (await readdir(folder).catch(() => [])).filter((name) => !name.startsWith('.') && name !== questionsFile).sort();
  if (names.length === 0) throw new AppError('unavailable:samples', 'The sample handbook is missing from this installation.');
  const documents: { id: string; name: string }[] = [];
  for (const name of names) {
    const stream = createReadStream(path.join(folder, name));
    const result = await uploadDocument(viewer, { stream, name, onDuplicate: 'skip' });
    if (result.status !== 'unpacked') documents.push(result.document);
  }
  return { documents };
}
