import { builtInSpace } from '@/lib/ai/embedding/embedding-space';
import { db, pool, type Transaction } from '@/lib/db/client';
import { lockSpaces } from '@/lib/retrieval/open-space';
import { dropVectorTables, passageVectors, sentenceVectors } from '@/lib/retrieval/vector-tables';

/** Searches that began before a switch may still read the old vectors for this long. */
const grace = '1 minute';
/** Passages per transaction: little enough that nobody's question waits for it. */
const batchSize = 500;

/**
 * Removes vectors that nothing reads any more: spaces that no team uses, and what teams left behind in spaces of
 * others. Can be stopped at any point and repeated.
 */
export async function removeUnusedVectors(): Promise<void> {
  await pool().query(`DELETE FROM embedding_setting WHERE role = 'retired' AND updated_at < (now() AT TIME ZONE 'utc') - interval '${grace}'`);
  for (const { id } of await db().embeddingSpace.findMany({ select: { id: true } })) {
    if (id !== builtInSpace.id && (await removeSpace(id))) continue;
    for (const teamId of await strangersIn(id)) while (await removeBatch(id, teamId));
  }
}

async function removeSpace(id: number): Promise<boolean> {
  return db().$transaction(async (tx) => {
    await lockSpaces(tx);
    if ((await tx.embeddingSetting.count({ where: { spaceId: id } })) > 0) return false;
    await dropVectorTables(tx, { id });
    await tx.embeddingSpace.deleteMany({ where: { id } });
    return true;
  });
}

/** Teams with vectors in a space that they do not use. A team without any setting uses the built-in one. */
async function strangersIn(id: number): Promise<string[]> {
  const found = await pool().query<{ teamId: string }>(
    `SELECT DISTINCT v.team_id AS "teamId" FROM ${passageVectors({ id })} v
     WHERE NOT EXISTS (SELECT 1 FROM embedding_setting e WHERE e.team_id = v.team_id AND e.space_id = $1)
       AND EXISTS (SELECT 1 FROM embedding_setting e WHERE e.team_id = v.team_id)`,
    [id],
  );
  return found.rows.map((row) => row.teamId);
}

/** Whether there may be more. */
async function removeBatch(id: number, teamId: string): Promise<boolean> {
  return db().$transaction(async (tx: Transaction) => {
    await lockSpaces(tx);
    if ((await tx.embeddingSetting.count({ where: { spaceId: id, teamId } })) > 0) return false;
    const removed = await tx.$queryRawUnsafe<{ id: string }[]>(
      `DELETE FROM ${passageVectors({ id })} WHERE passage_id IN (SELECT passage_id FROM ${passageVectors({ id })} WHERE team_id = $1 LIMIT ${batchSize})
       RETURNING passage_id AS id`,
      teamId,
    );
    await tx.$executeRawUnsafe(`DELETE FROM ${sentenceVectors({ id })} WHERE passage_id = ANY($1::text[])`, removed.map((row) => row.id));
    return removed.length === batchSize;
  });
}
