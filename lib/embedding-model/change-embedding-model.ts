import { measureModel } from '@/lib/ai/embedding/measure-model';
import { recordEvent } from '@/lib/audit/record-event';
import { sealSecret } from '@/lib/ai/secret-box';
import { requireRole, type Viewer } from '@/lib/auth/viewer';
import { db } from '@/lib/db/client';
import { AppError } from '@/lib/errors/app-error';
import { openSpace } from '@/lib/retrieval/open-space';
import { type EmbeddingModelInput, embeddingAddressFrom } from './embedding-model-input';
import { estimateChange } from './estimate-change';

/**
 * Has a team searched with another embedding model. The same model at another address, or with another key, counts at
 * once. Another model is filled in the background, while the present one goes on serving; this needs `confirmed`, else
 * `conflict:embedding`. A change that was under way is replaced. Throws `unavailable:embedding` or
 * `bad_request:embedding` when the model does not work.
 */
export async function changeEmbeddingModel(viewer: Viewer, input: EmbeddingModelInput): Promise<void> {
  requireRole(viewer, 'admin');
  const { teamId } = viewer;
  const address = await embeddingAddressFrom(viewer, input);
  const measured = await measureModel(address);
  const estimate = await estimateChange(viewer, measured);
  if (estimate && estimate.passages > 0 && !input.confirmed) {
    throw new AppError('conflict:embedding', `With this model ${estimate.passages.toLocaleString('en')} passages have to be embedded again. Confirm that this is meant.`);
  }
  const own = input.provider !== 'environment' && input.provider !== 'built-in';
  const setting = {
    provider: input.provider,
    baseUrl: own ? (address.baseUrl ?? null) : null,
    model: own ? measured.model : null,
    encryptedApiKey: own && address.apiKey ? sealSecret(address.apiKey, teamId) : null,
  };
  await db().$transaction(async (tx) => {
    const space = await openSpace(tx, measured);
    const rows = await tx.embeddingSetting.findMany({ where: { teamId, role: { in: ['serving', 'building'] } } });
    const [serving, building] = ['serving', 'building'].map((role) => rows.find((row) => row.role === role));
    const passages = await tx.passage.count({ where: { teamId }, take: 1 });
    if (building && building.spaceId === space.id && serving?.spaceId !== space.id) {
      await tx.embeddingSetting.update({ where: { id: building.id }, data: { ...setting, problem: null, retryAt: null } });
    } else {
      if (building) await tx.embeddingSetting.delete({ where: { id: building.id } });
      if (passages === 0 || serving?.spaceId === space.id) {
        const data = { ...setting, spaceId: space.id };
        await tx.embeddingSetting.upsert({ where: { teamId_role: { teamId, role: 'serving' } }, create: { ...data, teamId, role: 'serving' }, update: data });
      } else {
        await tx.embeddingSetting.create({ data: { ...setting, teamId, role: 'building', spaceId: space.id } });
      }
    }
    const detail = { provider: input.provider, model: measured.model, passages: estimate?.passages ?? 0 };
    await recordEvent(tx, viewer, { action: 'embedding.change', target: { type: 'team', id: teamId }, detail });
  });
}
