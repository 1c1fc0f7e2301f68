import { z } from 'zod';
import { passwordField } from '@/lib/auth/account-fields';
import { signInWithPassword } from '@/lib/auth/auth';
import { readJson } from '@/lib/errors/error-response';
import { route } from '@/lib/http/route';
import { resetPassword } from '@/lib/people/password-reset';

/** Sets a new password by a one-time link, and signs the person in. */
export const POST = route('anyone', async ({ request, params }) => {
  const { password } = z.object({ password: passwordField }).parse(await readJson(request));
  const { email } = await resetPassword(params.token, password);
  await signInWithPassword(email, password);
  return Response.json({ ok: true });
});
