import { z } from 'zod';
import { emailField, nameField, passwordField, teamNameField } from '@/lib/auth/account-fields';
import { signInWithPassword } from '@/lib/auth/auth';
import { setUpPortal } from '@/lib/auth/set-up-portal';
import { readJson } from '@/lib/errors/error-response';
import { route } from '@/lib/http/route';

const body = z.object({ token: z.string().max(200), name: nameField, email: emailField, password: passwordField, teamName: teamNameField });

/** First run: creates the owner and the first team, and signs the owner in. */
export const POST = route('anyone', async ({ request }) => {
  const input = body.parse(await readJson(request));
  await setUpPortal(input);
  await signInWithPassword(input.email, input.password);
  return Response.json({ ok: true }, { status: 201 });
});
