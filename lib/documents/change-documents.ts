import { recordEvent } from '@/lib/audit/record-event';
import type { Viewer } from '@/lib/auth/viewer';
import { db, type Transaction } from '@/lib/db/client';
import type { Prisma } from '@/lib/db/generated/client';
import { notFound } from '@/lib/errors/app-error';

/** Most documents that one action may touch: the embedded database serves nobody else meanwhile. */
export const mostAtOnce = 500;

/**
 * The frame of every action on several documents: all of them are the team's and not deleted, or nothing happens
 * (`not_found:document`); one transaction; one audit line each.
 */
export async function changeDocuments(
  viewer: Viewer,
  documentIds: string[],
  event: { action: `document.${string}`; detail?: Prisma.InputJsonObject },
  change: (tx: Transaction, ids: string[]) => Promise<void>,
): Promise<{ count: number }> {
  const ids = [...new Set(documentIds)];
  await db().$transaction(
    async (tx) => {
      const found = await tx.document.count({ where: { id: { in: ids }, teamId: viewer.teamId, deletedAt: null } });
      if (found !== ids.length) throw notFound('document');
      await change(tx, ids);
      for (const id of ids) await recordEvent(tx, viewer, { action: event.action, target: { type: 'document', id }, detail: event.detail });
    },
    { maxWait: 60_000, timeout: 60_000 },
  );
  return { count: ids.length };
}
