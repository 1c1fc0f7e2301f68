import { z } from 'zod';
import { contentDisposition } from '@/lib/documents/file-response';
import { exportFormat, exportSharedChat } from '@/lib/export/export-chat';
import { route } from '@/lib/http/route';

const parameters = z.object({ format: exportFormat });

/** A chat that is shared with the viewer's team, as a file to keep, with the rights of the reader. */
export const GET = route('viewer', async ({ viewer, params, request }) => {
  const { format } = parameters.parse(Object.fromEntries(new URL(request.url).searchParams));
  const file = await exportSharedChat(viewer, params.id, format);
  return new Response(new Uint8Array(file.bytes), { headers: { 'content-type': file.mediaType, 'content-disposition': contentDisposition('attachment', file.name), 'x-content-type-options': 'nosniff' } });
});
