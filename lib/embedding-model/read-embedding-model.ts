import { keyMask } from '@/lib/ai/shown-model-setting';
import { requireRole, type Viewer } from '@/lib/auth/viewer';
import { config } from '@/lib/config/config';
import { db } from '@/lib/db/client';
import { builtInEmbedder } from '@/lib/ai/embedding/built-in-embedder';
import { builtInSpace } from '@/lib/ai/embedding/embedding-space';
import { embeddingProviders } from '@/lib/ai/embedding/provider-embedder';
import type { ShownEmbeddingModel, ShownProvider } from './shown-embedding-model';

/** The team's embedding model as admins see it, never its key, with the change that is under way. */
export async function readEmbeddingModel(viewer: Viewer): Promise<ShownEmbeddingModel> {
  requireRole(viewer, 'admin');
  const { teamId } = viewer;
  const [settings, counted] = await Promise.all([
    db().embeddingSetting.findMany({ where: { teamId }, include: { space: true } }),
    db().document.aggregate({ where: { teamId, deletedAt: null, currentVersionId: { not: null } }, _sum: { passageCount: true } }),
  ]);
  const [serving, building] = ['serving', 'building'].map((role) => settings.find((setting) => setting.role === role));
  const passages = counted._sum.passageCount ?? 0;
  const environment = config().embedding?.model;
  return {
    provider: asProvider(serving?.provider ?? (environment ? 'environment' : 'built-in')),
    baseUrl: serving?.baseUrl ?? '',
    model: serving?.model ?? '',
    apiKey: serving?.encryptedApiKey ? keyMask : '',
    serving: serving ? { model: serving.space.model, dimensions: serving.space.dimensions } : { model: environment ?? builtInEmbedder.name, dimensions: builtInSpace.dimensions },
    ...(environment && { environment }),
    passages,
    ...(building && {
      change: {
        model: building.space.model,
        done: Math.min(building.passagesDone, passages),
        total: passages,
        ...(building.secondsLeft !== null && { secondsLeft: building.secondsLeft }),
        ...(building.problem !== null && { problem: building.problem }),
        ...(building.retryAt && { retryAt: building.retryAt.toISOString() }),
      },
    }),
  };
}

function asProvider(name: string): ShownProvider {
  return [...embeddingProviders, 'environment' as const].find((provider) => provider === name) ?? 'built-in';
}
