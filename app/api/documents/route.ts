import { documentQuery, listDocuments } from '@/lib/documents/list-documents';
import { route } from '@/lib/http/route';

export const GET = route('viewer', async ({ viewer, request }) => {
  const query = documentQuery.parse(Object.fromEntries(new URL(request.url).searchParams));
  return Response.json(await listDocuments(viewer, query));
});
