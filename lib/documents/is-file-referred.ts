import { db } from '@/lib/db/client';

/** Whether any version of the team's documents rests on this original, or it is an archive that is still to be unpacked. */
export async function isFileReferred(teamId: string, sha256: string): Promise<boolean> {
  if ((await db().documentVersion.count({ where: { teamId, sha256 } })) > 0) return true;
  return (await db().importSource.count({ where: { teamId, archiveSha256: sha256, archiveKept: true, state: { in: ['waiting', 'running'] } } })) > 0;
}
