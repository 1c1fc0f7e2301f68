import { readJson } from '@/lib/errors/error-response';
import { route } from '@/lib/http/route';
import { closeQuestion } from '@/lib/questions/close-question';
import { closeInput } from '@/lib/questions/question-input';

export const PUT = route('editor', async ({ viewer, params, request }) => {
  const { reason } = closeInput.parse(await readJson(request));
  await closeQuestion(viewer, params.id, reason);
  return Response.json({ ok: true });
});
