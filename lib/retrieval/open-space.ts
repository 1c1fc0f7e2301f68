import { cosine } from '@/lib/ai/embedding/cosine';
import type { MeasuredModel } from '@/lib/ai/embedding/measure-model';
import type { EmbeddingSpace } from '@/lib/ai/embedding/embedding-space';
import { db, type Transaction } from '@/lib/db/client';
import { createVectorTables } from './vector-tables';

/** From this cosine between two vectors of one text on, they come from the same model: servers round differently. */
const sameModel = 0.999;
/** Held by whoever opens a space or removes what nobody uses, so that nothing is removed that is just being chosen. */
const lockKey = 7_215_003;

/** Keeps spaces and their use as they are until the transaction ends. */
export async function lockSpaces(tx: Transaction): Promise<void> {
  await tx.$executeRawUnsafe('SELECT pg_advisory_xact_lock($1)', lockKey);
}

/**
 * The space of a measured model: the one that is there when this very model was used before, at whatever address, else
 * a new one with tables of its own. The caller's transaction must also say who uses it.
 */
export async function openSpace(tx: Transaction, measured: MeasuredModel): Promise<EmbeddingSpace> {
  await lockSpaces(tx);
  const known = await findSpace(measured, tx);
  if (known) return known;
  const { provider, model, dimensions, slope, offset } = measured;
  const space = await tx.embeddingSpace.create({ data: { provider, model, dimensions, slope, offset, fingerprint: [...measured.fingerprint] } });
  await createVectorTables(tx, space);
  return { id: space.id, dimensions, slope, offset };
}

/** The space in which a measured model's vectors are stored, if it was used before. */
export async function findSpace(measured: Pick<MeasuredModel, 'provider' | 'model' | 'dimensions' | 'fingerprint'>, tx: Transaction = db()): Promise<EmbeddingSpace | undefined> {
  const { provider, model, dimensions } = measured;
  const candidates = await tx.embeddingSpace.findMany({ where: { provider, model, dimensions }, orderBy: { id: 'desc' } });
  const same = candidates.find((space) => provider === 'built-in' || cosine(space.fingerprint, measured.fingerprint) > sameModel);
  return same && { id: same.id, dimensions: same.dimensions, slope: same.slope, offset: same.offset };
}
