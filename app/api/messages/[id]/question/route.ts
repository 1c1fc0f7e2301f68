import { readJson } from '@/lib/errors/error-response';
import { route } from '@/lib/http/route';
import { askPerson } from '@/lib/questions/ask-person';
import { askInput } from '@/lib/questions/question-input';

/** Puts a question to the people of the team, below an answer. */
export const POST = route('viewer', async ({ viewer, params, request }) => {
  const id = await askPerson(viewer, params.id, askInput.parse(await readJson(request)));
  return Response.json({ id }, { status: 201 });
});
