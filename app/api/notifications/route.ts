import { readJson } from '@/lib/errors/error-response';
import { route } from '@/lib/http/route';
import { listNotifications } from '@/lib/notifications/list-notifications';
import { markRead, readInput } from '@/lib/notifications/mark-read';

export const GET = route('viewer', async ({ viewer }) => Response.json({ notifications: await listNotifications(viewer) }));

export const PATCH = route('viewer', async ({ viewer, request }) => {
  await markRead(viewer, readInput.parse(await readJson(request)));
  return Response.json({ ok: true });
});
