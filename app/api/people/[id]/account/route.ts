import { z } from 'zod';
import { readJson } from '@/lib/errors/error-response';
import { route } from '@/lib/http/route';
import { disableAccount, enableAccount } from '@/lib/people/disable-account';

const body = z.object({ enabled: z.boolean('Say whether the account is enabled: true or false.') });

export const PATCH = route('owner', async ({ viewer, request, params }) => {
  const { enabled } = body.parse(await readJson(request));
  await (enabled ? enableAccount : disableAccount)(viewer, params.id);
  return Response.json({ ok: true });
});
