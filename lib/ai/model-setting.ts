import { z } from 'zod';
import { recordEvent } from '@/lib/audit/record-event';
import { requireRole, type Viewer } from '@/lib/auth/viewer';
import { db } from '@/lib/db/client';
import { AppError } from '@/lib/errors/app-error';
import { environmentModel, type ModelAddress, openModel, providers } from './language-models';
import { keyMask, type ShownModelSetting } from './shown-model-setting';
import { openSecret, sealSecret } from './secret-box';

const text = (most: number, what: string) =>
  z
    .string()
    .transform((value) => value.toWellFormed().replace(/\p{Cc}/gu, '').trim())
    .pipe(z.string().max(most, `${what} is too long.`))
    .nullish()
    .transform((value) => value || undefined);

/** How a model is reached, as admins enter it; what is empty counts as not given. */
export const modelAddressFields = {
  baseUrl: text(500, 'The address').refine((url) => url === undefined || isWebAddress(url), 'The address must begin with http:// or https://.'),
  model: text(200, 'The name of the model'),
  apiKey: text(2_000, 'The key'),
};

/** What an admin sends. A key of {@link keyMask} means the one that is kept; 'environment' gives up the team's own choice. */
export const modelSettingInput = z.object({
  provider: z.enum([...providers, 'environment'], 'Choose one of the listed providers.'),
  ...modelAddressFields,
});

export type ModelSettingInput = z.infer<typeof modelSettingInput>;

function isWebAddress(url: string): boolean {
  return URL.canParse(url) && ['http:', 'https:'].includes(new URL(url).protocol);
}

/** The team's model as admins see it: never the key itself. */
export async function readModelSetting(viewer: Viewer): Promise<ShownModelSetting> {
  requireRole(viewer, 'admin');
  const setting = await db().modelSetting.findUnique({ where: { teamId: viewer.teamId } });
  const fallback = environmentModel();
  const environment = { provider: fallback.provider, model: openModel(fallback).name };
  if (!setting) return { provider: 'environment', baseUrl: '', model: '', apiKey: '', environment };
  return {
    provider: providers.find((provider) => provider === setting.provider) ?? 'extractive',
    baseUrl: setting.baseUrl ?? '',
    model: setting.model ?? '',
    apiKey: setting.encryptedApiKey ? keyMask : '',
    environment,
  };
}

/** Keeps the team's model; it answers from the next question on. Throws `bad_request:model` when something is missing. */
export async function saveModelSetting(viewer: Viewer, input: ModelSettingInput): Promise<void> {
  requireRole(viewer, 'admin');
  const { teamId } = viewer;
  const address = await addressFrom(viewer, input);
  await db().$transaction(async (tx) => {
    if (!address) {
      await tx.modelSetting.deleteMany({ where: { teamId } });
    } else {
      openModel(address);
      const { provider, baseUrl = null, model = null, apiKey } = address;
      const data = { provider, baseUrl, model, encryptedApiKey: apiKey ? sealSecret(apiKey, teamId) : null };
      await tx.modelSetting.upsert({ where: { teamId }, create: { ...data, teamId }, update: data });
    }
    const detail = { provider: input.provider, ...(input.model ? { model: input.model } : {}) };
    await recordEvent(tx, viewer, { action: 'model.change', target: { type: 'team', id: teamId }, detail });
  });
}

/** The model that was described, with the kept key where the mask was sent; undefined for the environment's. */
export async function addressFrom(viewer: Viewer, input: ModelSettingInput): Promise<ModelAddress | undefined> {
  requireRole(viewer, 'admin');
  const { provider, baseUrl, model, apiKey } = input;
  if (provider === 'environment') return undefined;
  if (provider === 'extractive') return { provider };
  if (apiKey !== keyMask) return { provider, baseUrl, model, apiKey };
  const kept = await db().modelSetting.findUnique({ where: { teamId: viewer.teamId } });
  // A kept key goes only where it was meant to go; otherwise another address would be a way to read it.
  if (kept?.provider !== provider || (kept.baseUrl ?? undefined) !== baseUrl) {
    throw new AppError('bad_request:key', 'Enter the key again: it was kept for another address.');
  }
  return { provider, baseUrl, model, apiKey: kept.encryptedApiKey ? openSecret(kept.encryptedApiKey, viewer.teamId) : undefined };
}
