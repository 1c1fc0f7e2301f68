import { route } from '@/lib/http/route';
import { revokeInvitation } from '@/lib/people/revoke-invitation';

export const DELETE = route('admin', async ({ viewer, params }) => {
  await revokeInvitation(viewer, params.id);
  return Response.json({ ok: true });
});
