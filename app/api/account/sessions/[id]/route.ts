import { endSession } from '@/lib/auth/end-session';
import { route } from '@/lib/http/route';

export const DELETE = route('signed-in', async ({ person, params }) => {
  await endSession(person, params.id);
  return Response.json({ ok: true });
});
