import { readCollectionNotes, switchCollectionNotes } from '@/lib/documents/collection-notes';
import { notesSwitch } from '@/lib/documents/collection-notes-shown';
import { readJson } from '@/lib/errors/error-response';
import { route } from '@/lib/http/route';

export const GET = route('editor', async ({ viewer, params }) => Response.json(await readCollectionNotes(viewer, params.id)));

/** Turns the notes of a language model on, with the estimate that was seen, or off. */
export const PUT = route('editor', async ({ viewer, request, params }) => {
  await switchCollectionNotes(viewer, params.id, notesSwitch.parse(await readJson(request)));
  return Response.json(await readCollectionNotes(viewer, params.id));
});
