import { readCollectionNotes, switchCollectionNotes } from '@/lib/documents/collection-notes';
import { notesAgain, notesSwitch } from '@/lib/documents/collection-notes-shown';
import { retryNotes } from '@/lib/documents/retry-notes';
import { rewriteNotes } from '@/lib/documents/rewrite-notes';
import { readJson } from '@/lib/errors/error-response';
import { route } from '@/lib/http/route';

export const GET = route('editor', async ({ viewer, params }) => Response.json(await readCollectionNotes(viewer, params.id)));

/** Has notes asked for again: where the model stopped, or where another one wrote them. */
export const POST = route('editor', async ({ viewer, request, params }) => {
  const input = notesAgain.parse(await readJson(request));
  await (input.action === 'retry' ? retryNotes(viewer, { collectionId: params.id }) : rewriteNotes(viewer, params.id, input.confirmedTokens));
  return Response.json(await readCollectionNotes(viewer, params.id));
});

/** Turns the notes of a language model on, with the estimate that was seen, or off. */
export const PUT = route('editor', async ({ viewer, request, params }) => {
  await switchCollectionNotes(viewer, params.id, notesSwitch.parse(await readJson(request)));
  return Response.json(await readCollectionNotes(viewer, params.id));
});
