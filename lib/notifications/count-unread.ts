import type { Viewer } from '@/lib/auth/viewer';
import { db } from '@/lib/db/client';

/** How many notifications of this team the viewer has not read. */
export async function countUnread({ teamId, userId }: Viewer): Promise<number> {
  return db().notification.count({ where: { teamId, userId, readAt: null } });
}
