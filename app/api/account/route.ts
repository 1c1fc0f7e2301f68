import { z } from 'zod';
import { nameField, themeField } from '@/lib/auth/account-fields';
import { readJson } from '@/lib/errors/error-response';
import { route } from '@/lib/http/route';
import { updateAccount } from '@/lib/people/update-account';

const body = z.object({ name: nameField.optional(), theme: themeField.optional() });

export const PATCH = route('signed-in', async ({ person, request }) => {
  await updateAccount(person, body.parse(await readJson(request)));
  return Response.json({ ok: true });
});
