import { route } from '@/lib/http/route';
import { createResetLink, resetHours } from '@/lib/people/create-reset-link';

/** The link's path is answered once and cannot be asked for again. */
export const POST = route('admin', async ({ viewer, params }) => {
  const { token } = await createResetLink(viewer, params.id);
  return Response.json({ path: `/reset/${token}`, hours: resetHours }, { status: 201 });
});
