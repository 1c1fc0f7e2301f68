import { route } from '@/lib/http/route';
import { removeGone } from '@/lib/import/remove-gone';

/** Deletes the documents whose pages are no longer there; the answer names them, for undoing it. */
export const DELETE = route('editor', async ({ viewer, params }) => Response.json(await removeGone(viewer, params.id)));
