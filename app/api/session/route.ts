import { z } from 'zod';
import { signInWithPassword } from '@/lib/auth/auth';
import { endSession } from '@/lib/auth/end-session';
import { expiredSessionCookie } from '@/lib/auth/session-cookie';
import { readJson } from '@/lib/errors/error-response';
import { idField } from '@/lib/http/id-field';
import { route } from '@/lib/http/route';
import { switchTeam } from '@/lib/teams/switch-team';

const credentials = z.object({ email: z.string().max(1000), password: z.string().max(10_000) });

/** Sign in. */
export const POST = route('anyone', async ({ request }) => {
  const { email, password } = credentials.parse(await readJson(request));
  await signInWithPassword(email, password);
  return Response.json({ ok: true });
});

/** Look at another team. */
export const PUT = route('signed-in', async ({ request, person }) => {
  const { teamId } = z.object({ teamId: idField }).parse(await readJson(request));
  await switchTeam(person, teamId);
  return Response.json({ ok: true });
});

/** Sign out. */
export const DELETE = route('signed-in', async ({ request, person }) => {
  await endSession(person, person.sessionId);
  return Response.json({ ok: true }, { headers: { 'set-cookie': expiredSessionCookie(request.headers) } });
});
