import { db } from '@/lib/db/client';
import { dropOriginal } from '@/lib/documents/stored-original';

/** Deletes the stored archive of an import that is over: its files are documents of their own. Can be cut off and repeated. */
export async function dropArchive(importId: string): Promise<void> {
  const over = { id: importId, archiveKept: true, state: { notIn: ['waiting', 'running'] } };
  const source = await db().importSource.findFirst({ where: over, select: { teamId: true, archiveSha256: true } });
  if (!source?.archiveSha256) return;
  await dropOriginal(source.teamId, source.archiveSha256);
  await db().importSource.updateMany({ where: over, data: { archiveKept: false } });
}

/** Finishes what {@link dropArchive} was kept from. */
export async function dropArchives(): Promise<void> {
  const left = await db().importSource.findMany({ where: { archiveKept: true, state: { notIn: ['waiting', 'running'] } }, select: { id: true } });
  for (const { id } of left) await dropArchive(id);
}
