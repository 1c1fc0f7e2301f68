import { createCollection, listCollections } from '@/lib/documents/collections';
import { collectionInput } from '@/lib/documents/collection-input';
import { readJson } from '@/lib/errors/error-response';
import { route } from '@/lib/http/route';

export const GET = route('viewer', async ({ viewer }) => Response.json({ collections: await listCollections(viewer) }));

export const POST = route('editor', async ({ viewer, request }) => {
  const { name } = collectionInput.parse(await readJson(request));
  return Response.json(await createCollection(viewer, name), { status: 201 });
});
