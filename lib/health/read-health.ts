import { requireRole, type Viewer } from '@/lib/auth/viewer';
import { db } from '@/lib/db/client';
import { indexLag } from '@/lib/retrieval/keyword/index-lag';
import { keywordIndex } from '@/lib/retrieval/keyword/keyword-index';
import { countIndexed } from '@/lib/retrieval/keyword/meilisearch/count-indexed';
import { versionNotice } from '@/lib/retrieval/keyword/meilisearch/server';
import { readSyncState } from '@/lib/retrieval/keyword/meilisearch/sync-state';
import { accessibleCollections, passagesInReach } from '@/lib/retrieval/reach';
import { health } from './health';
import type { ShownHealth, ShownKeywordIndex, ShownKeywordServer } from './shown-health';

/** What an admin should know of the portal's parts. Counts are of their own team. */
export async function readHealth(viewer: Viewer): Promise<ShownHealth> {
  requireRole(viewer, 'admin');
  const { database, worker } = await health();
  return { database, worker, keyword: await readKeywordIndex(viewer) };
}

async function readKeywordIndex(viewer: Viewer): Promise<ShownKeywordIndex> {
  const { name: engine } = await keywordIndex();
  const stored = await passagesInReach({ teamId: viewer.teamId, collectionIds: await accessibleCollections(viewer) });
  if (engine !== 'meilisearch') return { engine, stored, indexed: stored };
  const [counted, state, lag] = await Promise.all([countIndexed(viewer.teamId), readSyncState(), indexLag(viewer.teamId)]);
  const tooOld = state.serverVersion && versionNotice(state.serverVersion);
  const server: ShownKeywordServer = {
    version: state.serverVersion,
    ...(tooOld && { tooOld }),
    ...('unreachable' in counted && { unreachable: counted.unreachable }),
    ...(state.failure && { failure: state.failure }),
    waiting: lag.waiting,
    oldestSeconds: lag.oldestSeconds,
    refused: await named(viewer, lag.refused),
    succeededAt: state.succeededAt,
    comparedAt: state.comparedAt,
    repaired: state.repaired,
    ...(state.rebuild && { rebuild: state.rebuild }),
  };
  return { engine, stored, ...('passages' in counted && { indexed: counted.passages }), server };
}

async function named(viewer: Viewer, refused: { documentId: string; error: string }[]): Promise<ShownKeywordServer['refused']> {
  const documents = await db().document.findMany({
    where: { teamId: viewer.teamId, deletedAt: null, id: { in: refused.map(({ documentId }) => documentId) } },
    select: { id: true, name: true },
  });
  const nameOf = new Map(documents.map(({ id, name }) => [id, name]));
  return refused.flatMap(({ documentId, error }) => {
    const name = nameOf.get(documentId);
    return name === undefined ? [] : [{ documentId, name, error }];
  });
}
