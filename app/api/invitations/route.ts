import { z } from 'zod';
import { emailField, roleField } from '@/lib/auth/account-fields';
import { readJson } from '@/lib/errors/error-response';
import { route } from '@/lib/http/route';
import { createInvitation, invitationDays } from '@/lib/people/create-invitation';
import { listInvitations } from '@/lib/people/list-invitations';

const body = z.object({ role: roleField, email: z.preprocess((value) => (value === '' ? undefined : value), emailField.optional()) });

export const GET = route('admin', async ({ viewer }) => Response.json({ invitations: await listInvitations(viewer) }));

/** The link's path is answered once and cannot be asked for again. */
export const POST = route('admin', async ({ viewer, request }) => {
  const { id, token } = await createInvitation(viewer, body.parse(await readJson(request)));
  return Response.json({ id, path: `/join/${token}`, days: invitationDays }, { status: 201 });
});
