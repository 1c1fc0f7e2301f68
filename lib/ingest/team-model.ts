import { type Embedder, embeddingUnavailable } from '@/lib/ai/embedding/embedder';
import { builtInSpace } from '@/lib/ai/embedding/embedding-space';
import { measureModel } from '@/lib/ai/embedding/measure-model';
import { environmentEmbedding, servingEmbedder, settledEmbedder, type TeamEmbedder } from '@/lib/ai/embedding/team-embedders';
import { db } from '@/lib/db/client';
import { AppError } from '@/lib/errors/app-error';
import { openSpace } from '@/lib/retrieval/open-space';

/**
 * The model that a team's passages are embedded with. The first document of a team settles it: the one that the
 * environment names then, else the built-in one. From then on only an admin changes it, because every passage has to be
 * embedded again.
 */
export async function teamModel(teamId: string): Promise<TeamEmbedder> {
  const settled = await settledEmbedder(teamId);
  if (settled) return settled;
  await settle(teamId);
  return servingEmbedder(teamId);
}

async function settle(teamId: string): Promise<void> {
  const address = environmentEmbedding();
  const measured = address.provider === 'built-in' ? undefined : await measureModel(address);
  await db().$transaction(async (tx) => {
    const space = measured ? await openSpace(tx, measured) : builtInSpace;
    await tx.embeddingSetting.createMany({
      data: [{ teamId, role: 'serving', spaceId: space.id, provider: measured ? 'environment' : 'built-in' }],
      skipDuplicates: true,
    });
  });
}

/** Throws `unavailable:embedding` when the model is known not to answer: nothing else has to be tried first. */
export function requireReachable(embedder: Embedder): void {
  const seconds = embedder.restsFor();
  if (seconds > 0) {
    throw new AppError(embeddingUnavailable, `“${embedder.name}” did not answer lately.`, { retryAfterSeconds: Math.ceil(seconds) });
  }
}
