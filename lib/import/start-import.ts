import { recordEvent } from '@/lib/audit/record-event';
import { requireRole, type Viewer } from '@/lib/auth/viewer';
import { db } from '@/lib/db/client';
import { AppError, notFound } from '@/lib/errors/app-error';
import { jobSender } from '@/lib/jobs/jobs';
import type { ImportInput } from './import-input';
import { beginRun } from './begin-run';
import { lockImport, requireRoomToKeep, requireRoomToRun } from './own-import';
import { checkUrl } from './web/check-url';

/**
 * Has a page or a site imported by the worker. The same address into the same collection is the same import, which then
 * brings what changed. Throws `bad_request:address`, `forbidden:address`, `not_found:collection`, `conflict:import-running`,
 * `conflict:imports`, `rate_limited:import`.
 */
export async function startImport(viewer: Viewer, input: ImportInput): Promise<{ id: string }> {
  requireRole(viewer, 'editor');
  const address = checkUrl(input.url).href;
  const collection = await db().collection.findFirst({
    where: { teamId: viewer.teamId, ...(input.collectionId !== undefined && { id: input.collectionId }) },
    orderBy: { createdAt: 'asc' },
    select: { id: true },
  });
  if (!collection) throw notFound('collection');
  const { kind } = input;
  const pageLimit = kind === 'page' ? 1 : input.pageLimit;
  const send = await jobSender();
  return db().$transaction(async (tx) => {
    await requireRoomToRun(tx, viewer);
    const key = { teamId: viewer.teamId, kind, address, collectionId: collection.id };
    const known = await tx.importSource.findUnique({ where: { teamId_kind_address_collectionId: key }, select: { id: true } });
    if (known) {
      const source = await lockImport(tx, viewer, known.id);
      if (source.state === 'running' || source.state === 'waiting') throw new AppError('conflict:import-running', 'This address is being imported already.');
      await beginRun(tx, viewer, known.id, { pageLimit });
    } else {
      await requireRoomToKeep(tx, viewer);
    }
    const id = known?.id ?? (await tx.importSource.create({ data: { ...key, pageLimit, startedById: viewer.userId }, select: { id: true } })).id;
    await send(tx, 'import', id);
    await recordEvent(tx, viewer, { action: 'import.start', target: { type: 'import', id }, detail: { kind, address, pageLimit } });
    return { id };
  });
}
