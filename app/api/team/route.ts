import { z } from 'zod';
import { teamNameField } from '@/lib/auth/account-fields';
import { readJson } from '@/lib/errors/error-response';
import { route } from '@/lib/http/route';
import { renameTeam } from '@/lib/teams/rename-team';

export const PATCH = route('owner', async ({ viewer, request }) => {
  const { name } = z.object({ name: teamNameField }).parse(await readJson(request));
  await renameTeam(viewer, name);
  return Response.json({ ok: true });
});
