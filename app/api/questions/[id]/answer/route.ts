import { readJson } from '@/lib/errors/error-response';
import { route } from '@/lib/http/route';
import { answerQuestion } from '@/lib/questions/answer-question';
import { answerInput } from '@/lib/questions/question-input';

export const PUT = route('editor', async ({ viewer, params, request }) => {
  await answerQuestion(viewer, params.id, answerInput.parse(await readJson(request)));
  return Response.json({ ok: true });
});
