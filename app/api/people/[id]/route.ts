import { z } from 'zod';
import { roleField } from '@/lib/auth/account-fields';
import { readJson } from '@/lib/errors/error-response';
import { route } from '@/lib/http/route';
import { changeRole } from '@/lib/people/change-role';
import { removePerson } from '@/lib/people/remove-person';

export const PATCH = route('admin', async ({ viewer, request, params }) => {
  const { role } = z.object({ role: roleField }).parse(await readJson(request));
  await changeRole(viewer, params.id, role);
  return Response.json({ ok: true });
});

export const DELETE = route('admin', async ({ viewer, params }) => {
  await removePerson(viewer, params.id);
  return Response.json({ ok: true });
});
