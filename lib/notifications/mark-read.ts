import { z } from 'zod';
import type { Viewer } from '@/lib/auth/viewer';
import { db } from '@/lib/db/client';
import { idField } from '@/lib/http/id-field';

export const readInput = z.object({
  /** Without ids: all of them. */
  ids: z.array(idField).max(100, 'ids: at most 100.').optional(),
  read: z.boolean('read: true or false.').default(true),
});

/** Marks notifications of the viewer's as read, or as unread again; those of others are not touched. */
export async function markRead({ teamId, userId }: Viewer, { ids, read }: z.infer<typeof readInput>): Promise<void> {
  await db().notification.updateMany({
    where: { teamId, userId, ...(ids && { id: { in: ids } }), readAt: read ? null : { not: null } },
    data: { readAt: read ? new Date() : null },
  });
}
