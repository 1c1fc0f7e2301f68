import { z } from 'zod';
import { explainAnswer } from '@/lib/explain/explain-answer';
import { route } from '@/lib/http/route';

const parameters = z.object({ document: z.string('Name a document.').regex(/^[\w-]{1,64}$/, 'This is not an id.') });

/** Why a document is, or is not, in an answer that was given. */
export const GET = route('admin', async ({ viewer, request, params }) => {
  const { document } = parameters.parse(Object.fromEntries(new URL(request.url).searchParams));
  return Response.json(await explainAnswer(viewer, params.id, document));
});
