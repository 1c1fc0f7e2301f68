import { z } from 'zod';
import { mostAtOnce } from '@/lib/documents/change-documents';
import { deleteDocuments } from '@/lib/documents/delete-documents';
import { moveDocuments } from '@/lib/documents/move-documents';
import { reindexDocuments } from '@/lib/documents/reindex-documents';
import { restoreDocuments } from '@/lib/documents/restore-documents';
import { readJson } from '@/lib/errors/error-response';
import { idField } from '@/lib/http/id-field';
import { route } from '@/lib/http/route';

const ids = z.array(idField).min(1, 'Choose at least one document.').max(mostAtOnce, `Choose at most ${mostAtOnce} documents at once.`);
const body = z.discriminatedUnion('action', [
  z.object({ action: z.enum(['delete', 'restore', 'reindex']), ids }),
  z.object({ action: z.literal('move'), ids, collectionId: idField }),
]);

/** One action on several documents: on all of them or on none. */
export const POST = route('editor', async ({ viewer, request }) => {
  const input = body.parse(await readJson(request));
  switch (input.action) {
    case 'delete':
      return Response.json(await deleteDocuments(viewer, input.ids));
    case 'restore':
      return Response.json(await restoreDocuments(viewer, input.ids));
    case 'reindex':
      return Response.json(await reindexDocuments(viewer, input.ids));
    case 'move':
      return Response.json(await moveDocuments(viewer, input.ids, input.collectionId));
  }
});
