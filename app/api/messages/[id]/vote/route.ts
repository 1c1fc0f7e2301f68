import { readJson } from '@/lib/errors/error-response';
import { vote, voteInput } from '@/lib/feedback/vote';
import { route } from '@/lib/http/route';

export const PUT = route('viewer', async ({ viewer, params, request }) => {
  await vote(viewer, params.id, voteInput.parse(await readJson(request)));
  return Response.json({ ok: true });
});

export const DELETE = route('viewer', async ({ viewer, params }) => {
  await vote(viewer, params.id, { value: 0 });
  return Response.json({ ok: true });
});
