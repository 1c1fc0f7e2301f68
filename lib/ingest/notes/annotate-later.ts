import type { Transaction } from '@/lib/db/client';
import type { SendJob } from '@/lib/jobs/jobs';

/**
 * Has notes looked at again of documents whose passages or collection changed: those in a collection that wants notes,
 * and those that have some from another one.
 */
export async function annotateLater(tx: Transaction, send: SendJob, documentIds: string[]): Promise<void> {
  const concerned = await tx.document.findMany({
    where: { id: { in: documentIds }, OR: [{ collection: { notesSince: { not: null } } }, { passageNotes: { some: {} } }] },
    select: { id: true },
  });
  // The first ones of many first; another team's single document is not kept waiting by them.
  for (const [n, { id }] of concerned.entries()) await send(tx, 'annotate', id, { priority: -n });
}
