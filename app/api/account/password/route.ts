import { z } from 'zod';
import { passwordField } from '@/lib/auth/account-fields';
import { readJson } from '@/lib/errors/error-response';
import { route } from '@/lib/http/route';
import { changePassword } from '@/lib/people/change-password';

const body = z.object({ current: passwordField, next: passwordField });

export const PUT = route('signed-in', async ({ person, request }) => {
  await changePassword(person, body.parse(await readJson(request)));
  return Response.json({ ok: true });
});
