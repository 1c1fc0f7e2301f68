import { hasRole } from '@/lib/auth/viewer';
import { route } from '@/lib/http/route';
import { countUnread } from '@/lib/notifications/count-unread';
import { listNotifications } from '@/lib/notifications/list-notifications';
import type { ShownCounts } from '@/lib/notifications/shown-notification';
import { countQuestions } from '@/lib/questions/list-questions';

/** What the shell shows beside its links. */
export const GET = route('viewer', async ({ viewer }) => {
  const unread = await countUnread(viewer);
  const [latest] = unread > 0 ? await listNotifications(viewer, true) : [];
  const counts: ShownCounts = { unread, ...(latest && { latest }), ...(hasRole(viewer, 'editor') && { questions: await countQuestions(viewer, 'open') }) };
  return Response.json(counts);
});
