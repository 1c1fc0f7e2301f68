import { z } from 'zod';
import { teamNameField } from '@/lib/auth/account-fields';
import { readJson } from '@/lib/errors/error-response';
import { route } from '@/lib/http/route';
import { addTeam } from '@/lib/teams/add-team';
import { listTeams } from '@/lib/teams/list-teams';

export const GET = route('signed-in', async ({ person }) => Response.json({ teams: await listTeams(person) }));

export const POST = route('owner', async ({ viewer, request }) => {
  const { name } = z.object({ name: teamNameField }).parse(await readJson(request));
  return Response.json(await addTeam(viewer, name), { status: 201 });
});
