import { openOriginal } from '@/lib/documents/open-original';
import { fileResponse } from '@/lib/documents/file-response';
import { route } from '@/lib/http/route';

/** The original. PDFs and pictures are shown in place unless `download` is asked for; everything else is only ever a download. */
export const GET = route('viewer', async ({ viewer, request, params }) => {
  const query = new URL(request.url).searchParams;
  const original = await openOriginal(viewer, params.id, query.get('version') ?? undefined);
  return fileResponse(original, { range: request.headers.get('range'), download: query.has('download') });
});
