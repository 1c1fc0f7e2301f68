import { z } from 'zod';
import { contentDisposition } from '@/lib/documents/file-response';
import { exportChat, exportFormat } from '@/lib/export/export-chat';
import { idField } from '@/lib/http/id-field';
import { route } from '@/lib/http/route';

const parameters = z.object({ format: exportFormat, answer: idField.optional() });

/** The viewer's own chat, or one answer of it, as a file to keep. */
export const GET = route('viewer', async ({ viewer, params, request }) => {
  const { format, answer } = parameters.parse(Object.fromEntries(new URL(request.url).searchParams));
  const file = await exportChat(viewer, params.id, format, answer);
  return new Response(new Uint8Array(file.bytes), { headers: { 'content-type': file.mediaType, 'content-disposition': contentDisposition('attachment', file.name), 'x-content-type-options': 'nosniff' } });
});
