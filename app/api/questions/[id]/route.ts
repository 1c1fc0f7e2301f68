import { route } from '@/lib/http/route';
import { withdrawQuestion } from '@/lib/questions/withdraw-question';

/** Withdraws the asker's own question. */
export const DELETE = route('viewer', async ({ viewer, params }) => {
  await withdrawQuestion(viewer, params.id);
  return Response.json({ ok: true });
});
