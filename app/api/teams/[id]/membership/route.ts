import { route } from '@/lib/http/route';
import { leaveTeam } from '@/lib/people/leave-team';

export const DELETE = route('signed-in', async ({ person, params }) => {
  await leaveTeam(person, params.id);
  return Response.json({ ok: true });
});
