import { recordEvent } from '@/lib/audit/record-event';
import { requireRole, type Viewer } from '@/lib/auth/viewer';
import { db } from '@/lib/db/client';
import { AppError } from '@/lib/errors/app-error';
import { keywordIndex } from '@/lib/retrieval/keyword/keyword-index';
import { requestRebuild } from '@/lib/retrieval/keyword/meilisearch/rebuild-index';

/**
 * Has the worker build the keyword index anew from the database, while the present one goes on serving. Asking again
 * meanwhile changes nothing. Throws `conflict:keyword-index` when the index is part of the database.
 */
export async function rebuildKeywordIndex(viewer: Viewer): Promise<void> {
  requireRole(viewer, 'admin');
  const index = await keywordIndex();
  if (index.name !== 'meilisearch') {
    throw new AppError('conflict:keyword-index', 'The keyword index is part of the database and always complete: there is nothing to rebuild.');
  }
  await db().$transaction(async (tx) => {
    await requestRebuild(tx);
    await recordEvent(tx, viewer, { action: 'keyword-index.rebuild', target: { type: 'keyword-index', id: index.name } });
  });
}
