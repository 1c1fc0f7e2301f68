import { z } from 'zod';
import { recordEvent } from '@/lib/audit/record-event';
import { requireRole, type Viewer } from '@/lib/auth/viewer';
import { db } from '@/lib/db/client';
import { AppError } from '@/lib/errors/app-error';
import { modelAddressFields } from '../model-setting';
import { openSecret, sealSecret } from '../secret-box';
import { keyMask } from '../shown-model-setting';
import { openReranker, type RerankerAddress, rerankingProviders } from './reranker';
import { trialOf } from './reranker-trial';
import type { ShownRerankerSetting } from './shown-reranker-setting';
import { environmentReranker } from './team-reranker';

/** What an admin sends. A key of {@link keyMask} means the one that is kept; 'environment' gives up the team's own choice. */
export const rerankerSettingInput = z.object({
  provider: z.enum([...rerankingProviders, 'environment'], 'Choose one of the listed providers.'),
  ...modelAddressFields,
});

export type RerankerSettingInput = z.infer<typeof rerankerSettingInput>;

/** The team's reranker as admins see it: never the key itself. */
export async function readRerankerSetting(viewer: Viewer): Promise<ShownRerankerSetting> {
  requireRole(viewer, 'admin');
  const setting = await db().rerankerSetting.findUnique({ where: { teamId: viewer.teamId } });
  const environment = openReranker(environmentReranker())?.name;
  return {
    provider: setting ? (rerankingProviders.find((provider) => provider === setting.provider) ?? 'none') : environment ? 'environment' : 'none',
    baseUrl: setting?.baseUrl ?? '',
    model: setting?.model ?? '',
    apiKey: setting?.encryptedApiKey ? keyMask : '',
    ...(environment && { environment }),
  };
}

/**
 * Keeps the team's reranker once it has answered a trial; it counts from the next question on. Throws
 * `bad_request:reranker` with what is wrong.
 */
export async function saveRerankerSetting(viewer: Viewer, input: RerankerSettingInput): Promise<void> {
  requireRole(viewer, 'admin');
  const { teamId } = viewer;
  const address = await rerankerAddressFrom(viewer, input);
  if (address) {
    const trial = await trialOf(viewer, address);
    if (!trial.ok) throw new AppError('bad_request:reranker', trial.message);
  }
  await db().$transaction(async (tx) => {
    if (!address) {
      await tx.rerankerSetting.deleteMany({ where: { teamId } });
    } else {
      const { provider, baseUrl = null, model = null, apiKey } = address;
      const data = { provider, baseUrl, model, encryptedApiKey: apiKey ? sealSecret(apiKey, teamId) : null };
      await tx.rerankerSetting.upsert({ where: { teamId }, create: { ...data, teamId }, update: data });
    }
    const detail = { provider: input.provider, ...(address?.model && { model: address.model }) };
    await recordEvent(tx, viewer, { action: 'reranker.change', target: { type: 'team', id: teamId }, detail });
  });
}

/** The model that was described, with the kept key where the mask was sent; undefined for the environment's. */
export async function rerankerAddressFrom(viewer: Viewer, input: RerankerSettingInput): Promise<RerankerAddress | undefined> {
  requireRole(viewer, 'admin');
  const { provider, baseUrl, model, apiKey } = input;
  if (provider === 'environment') return undefined;
  if (provider === 'none') return { provider };
  const own = { provider, ...(provider === 'cohere-compatible' && { baseUrl }), model };
  if (provider === 'cohere' && !apiKey) throw new AppError('bad_request:reranker', 'Enter a key of Cohere.');
  if (apiKey !== keyMask) return { ...own, apiKey };
  const kept = await db().rerankerSetting.findUnique({ where: { teamId: viewer.teamId } });
  // A kept key goes only where it was meant to go; otherwise another address would be a way to read it.
  if (kept?.provider !== provider || !kept.encryptedApiKey || (kept.baseUrl ?? undefined) !== own.baseUrl) {
    throw new AppError('bad_request:key', 'Enter the key again: it was kept for another address.');
  }
  return { ...own, apiKey: openSecret(kept.encryptedApiKey, viewer.teamId) };
}
