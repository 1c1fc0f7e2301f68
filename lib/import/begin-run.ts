import type { Viewer } from '@/lib/auth/viewer';
import type { Transaction } from '@/lib/db/client';

/** Puts an import and all that it knows back to waiting, in the viewer's name. Whatever still runs of it gives up. */
export async function beginRun(tx: Transaction, viewer: Viewer, importId: string, change: { pageLimit?: number; state?: 'waiting' | 'running'; archiveSha256?: string; archiveKept?: boolean } = {}): Promise<{ attempt: number }> {
  await tx.importItem.updateMany({ where: { importId }, data: { state: 'waiting', reason: null, tries: 0 } });
  return tx.importSource.update({
    where: { id: importId },
    data: { state: 'waiting', ...change, attempt: { increment: 1 }, heartbeatAt: null, failureCode: null, failureMessage: null, startedById: viewer.userId, startedAt: new Date(), finishedAt: null },
    select: { attempt: true },
  });
}
