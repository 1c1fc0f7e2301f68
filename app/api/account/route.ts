import { cookies } from 'next/headers';
import { z } from 'zod';
import { nameField, themeField } from '@/lib/auth/account-fields';
import { readJson } from '@/lib/errors/error-response';
import { route } from '@/lib/http/route';
import { themeCookie } from '@/lib/people/theme-cookie';
import { updateAccount } from '@/lib/people/update-account';

const body = z.object({ name: nameField.optional(), theme: themeField.optional() });

export const PATCH = route('signed-in', async ({ person, request }) => {
  const changes = body.parse(await readJson(request));
  await updateAccount(person, changes);
  if (changes.theme) (await cookies()).set(themeCookie(changes.theme));
  return Response.json({ ok: true });
});
