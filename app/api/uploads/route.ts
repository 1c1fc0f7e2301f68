import { z } from 'zod';
import { config } from '@/lib/config/config';
import { AppError } from '@/lib/errors/app-error';
import { idField } from '@/lib/http/id-field';
import { whileAdmitted } from '@/lib/http/open-streams';
import { route } from '@/lib/http/route';
import { uploadFile } from '@/lib/import/upload-file';

const query = z.object({
  name: z.string({ error: 'The name of the file is missing.' }).min(1, 'The name of the file is missing.').max(20_000, 'The name of the file is too long.'),
  collectionId: idField.optional(),
  documentId: idField.optional(),
  onDuplicate: z.enum(['skip', 'replace', 'keep-both'], 'Choose one of skip, replace, keep-both.').optional(),
});

/**
 * One file per request: its bytes are the body, `name`, `collectionId` and `onDuplicate` are in the query; `documentId`
 * makes it a new version of that document.
 * 201 stored or replaced, 202 an archive that the worker unpacks, 200 skipped, 409 with the existing document when the person has to choose.
 */
export const POST = route('editor', async ({ viewer, person, request }) => {
  const input = query.parse(Object.fromEntries(new URL(request.url).searchParams));
  const length = request.headers.get('content-length');
  const announcedBytes = length === null ? undefined : Number(length);
  if (announcedBytes !== undefined && announcedBytes > config().maxUploadBytes) {
    throw new AppError('too_large:file', `This file is larger than ${Math.floor(config().maxUploadBytes / 1024 / 1024)} MB, the most that one file may have.`);
  }
  if (!request.body) throw new AppError('unsupported:empty', 'This file is empty: it has 0 bytes.');
  const stream = whileAdmitted(request.body, { person, viewer, role: 'editor' });
  const result = await uploadFile(viewer, { ...input, stream, announcedBytes });
  if (result.status === 'known-archive') {
    const message = `The files of another archive named "${result.import.name}" are in this collection already. Replacing brings what changed in it.`;
    return Response.json({ error: { code: 'conflict:duplicate', message, requestId: crypto.randomUUID() } }, { status: 409 });
  }
  if (result.status === 'unpacking') return Response.json(result, { status: 202 });
  if (result.status === 'duplicate') {
    const message =
      result.same === 'file'
        ? `This file is already in the collection, as "${result.document.name}".`
        : `The collection already has a document named "${result.document.name}".`;
    const error = { code: 'conflict:duplicate', message, requestId: crypto.randomUUID() };
    return Response.json({ error, existing: result.document, same: result.same }, { status: 409 });
  }
  return Response.json(result, { status: result.status === 'skipped' || result.status === 'left-out' ? 200 : 201 });
});
