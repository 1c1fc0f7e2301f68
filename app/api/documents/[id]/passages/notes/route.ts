import { readJson } from '@/lib/errors/error-response';
import { route } from '@/lib/http/route';
import { noteReview } from '@/lib/passages/note-review';
import { reviewNotes } from '@/lib/passages/review-notes';

/** Accepts or reverts what a language model noted on one passage, or on all that nobody has decided about. */
export const POST = route('editor', async ({ viewer, request, params }) =>
  Response.json(await reviewNotes(viewer, params.id, noteReview.parse(await readJson(request)))),
);
