import { deleteCollection, renameCollection } from '@/lib/documents/collections';
import { collectionInput } from '@/lib/documents/collection-input';
import { readJson } from '@/lib/errors/error-response';
import { route } from '@/lib/http/route';

export const PATCH = route('editor', async ({ viewer, request, params }) => {
  const { name } = collectionInput.parse(await readJson(request));
  return Response.json(await renameCollection(viewer, params.id, name));
});

/** `?moveTo=…` names the collection that takes its documents. */
export const DELETE = route('editor', async ({ viewer, request, params }) => {
  const moveTo = new URL(request.url).searchParams.get('moveTo') ?? undefined;
  return Response.json(await deleteCollection(viewer, params.id, moveTo));
});
