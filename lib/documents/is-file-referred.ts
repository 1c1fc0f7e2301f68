import { db } from '@/lib/db/client';

/** Whether any version of the team's documents rests on this original. */
export async function isFileReferred(teamId: string, sha256: string): Promise<boolean> {
  return (await db().documentVersion.count({ where: { teamId, sha256 } })) > 0;
}
