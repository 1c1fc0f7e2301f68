import { z } from 'zod';
import { environmentEmbedding } from '@/lib/ai/embedding/team-embedders';
import { type EmbeddingAddress, embeddingProviders } from '@/lib/ai/embedding/provider-embedder';
import { modelAddressFields } from '@/lib/ai/model-setting';
import { openSecret } from '@/lib/ai/secret-box';
import { keyMask } from '@/lib/ai/shown-model-setting';
import { requireRole, type Viewer } from '@/lib/auth/viewer';
import { config } from '@/lib/config/config';
import { db } from '@/lib/db/client';
import { AppError } from '@/lib/errors/app-error';

/** What an admin sends. A key of {@link keyMask} means the one that is kept; `confirmed` that everything may be embedded again. */
export const embeddingModelInput = z.object({
  provider: z.enum([...embeddingProviders, 'environment'], 'Choose one of the listed providers.'),
  ...modelAddressFields,
  confirmed: z.boolean().optional(),
});

export type EmbeddingModelInput = z.infer<typeof embeddingModelInput>;

/** The model that was described, with the kept key where the mask was sent. */
export async function embeddingAddressFrom(viewer: Viewer, input: EmbeddingModelInput): Promise<EmbeddingAddress> {
  requireRole(viewer, 'admin');
  const { provider, baseUrl, model, apiKey } = input;
  if (provider === 'environment') {
    if (!config().embedding) throw new AppError('bad_request:embedding', 'The portal’s configuration names no embedding model.');
    return environmentEmbedding();
  }
  if (provider === 'built-in') return { provider };
  const own = { provider, ...(provider === 'openai-compatible' && { baseUrl }), model };
  if (apiKey !== keyMask) return { ...own, apiKey };
  // A kept key goes only where it was meant to go; otherwise another address would be a way to read it.
  const kept = await db().embeddingSetting.findMany({ where: { teamId: viewer.teamId, provider, role: { in: ['serving', 'building'] } }, orderBy: { role: 'asc' } });
  const same = kept.find((setting) => setting.encryptedApiKey && (setting.baseUrl ?? undefined) === own.baseUrl);
  if (!same?.encryptedApiKey) throw new AppError('bad_request:key', 'Enter the key again: it was kept for another address.');
  return { ...own, apiKey: openSecret(same.encryptedApiKey, viewer.teamId) };
}
