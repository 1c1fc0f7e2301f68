import { recordEvent } from '@/lib/audit/record-event';
import { db } from '@/lib/db/client';
import { passageVectors } from '@/lib/retrieval/vector-tables';
import { ChangeEnded, type ChangeRun } from './change-run';

/**
 * Lets the filled space serve, in one transaction, if every passage of the team that is searched has its vector there.
 * Documents that are being written at this moment either are seen here or see the new space. Returns whether it serves.
 */
export async function switchOver(run: ChangeRun): Promise<boolean> {
  const { teamId, space } = run;
  return db().$transaction(
    async (tx) => {
      const settings = await tx.$queryRaw<{ id: string; role: string; holder: string | null }[]>`
        SELECT id, role, holder FROM embedding_setting WHERE team_id = ${teamId} ORDER BY role FOR UPDATE`;
      if (!settings.some(({ id, role, holder }) => id === run.id && role === 'building' && holder === run.holder)) throw new ChangeEnded();
      const missing = await tx.$queryRawUnsafe<unknown[]>(
        `SELECT 1 FROM passage p JOIN document d ON d.id = p.document_id
         WHERE p.team_id = $1 AND d.current_version_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM ${passageVectors(space)} v WHERE v.passage_id = p.id) LIMIT 1`,
        teamId,
      );
      if (missing.length > 0) return false;
      await tx.embeddingSetting.deleteMany({ where: { teamId, role: 'retired' } });
      await tx.$executeRaw`
        UPDATE embedding_setting SET role = 'retired', encrypted_api_key = NULL, updated_at = now() AT TIME ZONE 'utc'
        WHERE team_id = ${teamId} AND role = 'serving'`;
      await tx.embeddingSetting.update({ where: { id: run.id }, data: { role: 'serving', holder: null, secondsLeft: null, problem: null, retryAt: null } });
      await recordEvent(tx, { system: true, teamId }, { action: 'embedding.switch', target: { type: 'team', id: teamId }, detail: { model: run.embedder.name } });
      return true;
    },
    { maxWait: 60_000, timeout: 60_000 },
  );
}
