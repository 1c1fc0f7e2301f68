import type { Viewer } from '@/lib/auth/viewer';
import { db } from '@/lib/db/client';
import type { RunOutcome, StageRecord } from '@/lib/ingest/ingest-run';
import type { DocumentRun } from './document-runs';

/** A document's readings, the latest first; none for a foreign or deleted one. */
export async function listRuns(viewer: Viewer, documentId: string): Promise<DocumentRun[]> {
  const runs = await db().ingestRun.findMany({
    where: { documentId, teamId: viewer.teamId, document: { teamId: viewer.teamId, deletedAt: null } },
    orderBy: { attempt: 'desc' },
  });
  const versions = await db().documentVersion.findMany({
    where: { id: { in: [...new Set(runs.map((run) => run.versionId))] }, teamId: viewer.teamId },
    select: { id: true, number: true, sizeBytes: true, createdAt: true },
  });
  const versionOf = new Map(versions.map((version) => [version.id, version]));
  return runs.flatMap((run) => {
    const version = versionOf.get(run.versionId);
    if (!version) return [];
    return {
      attempt: run.attempt,
      startedAt: run.startedAt.toISOString(),
      ...(run.endedAt && { endedAt: run.endedAt.toISOString() }),
      ...(run.outcome !== null && { outcome: run.outcome as RunOutcome }),
      stages: run.stages as unknown as StageRecord[],
      version: { number: version.number, sizeBytes: version.sizeBytes, storedAt: version.createdAt.toISOString() },
    };
  });
}
