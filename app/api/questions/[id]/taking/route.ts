import { readJson } from '@/lib/errors/error-response';
import { route } from '@/lib/http/route';
import { giveBackQuestion } from '@/lib/questions/give-back-question';
import { takeInput } from '@/lib/questions/question-input';
import { takeQuestion } from '@/lib/questions/take-question';

export const PUT = route('editor', async ({ viewer, params, request }) => {
  await takeQuestion(viewer, params.id, takeInput.parse(await readJson(request)));
  return Response.json({ ok: true });
});

export const DELETE = route('editor', async ({ viewer, params }) => {
  await giveBackQuestion(viewer, params.id);
  return Response.json({ ok: true });
});
