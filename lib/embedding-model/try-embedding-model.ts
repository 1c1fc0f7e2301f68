import { isEmbeddingUnavailable } from '@/lib/ai/embedding/embedder';
import { measureModel } from '@/lib/ai/embedding/measure-model';
import { requireRole, type Viewer } from '@/lib/auth/viewer';
import { AppError } from '@/lib/errors/app-error';
import { type EmbeddingModelInput, embeddingAddressFrom } from './embedding-model-input';
import { estimateChange } from './estimate-change';
import type { EmbeddingTrial } from './shown-embedding-model';

/**
 * Has the described model read a few fixed texts and says in a sentence whether it works, or what is wrong; and what a
 * change to it would take. No word of the team's documents is sent. For admins.
 */
export async function tryEmbeddingModel(viewer: Viewer, input: EmbeddingModelInput): Promise<EmbeddingTrial> {
  requireRole(viewer, 'admin');
  const address = await embeddingAddressFrom(viewer, input);
  try {
    const measured = await measureModel(address);
    const estimate = await estimateChange(viewer, measured);
    const speed = Math.round(measured.tokensPerSecond).toLocaleString('en');
    return {
      ok: true,
      message: `“${measured.model}” answered with vectors of ${measured.dimensions.toLocaleString('en')} numbers, at about ${speed} tokens a second.`,
      ...(estimate && { estimate }),
    };
  } catch (error) {
    if (isEmbeddingUnavailable(error) || (error instanceof AppError && error.code === 'bad_request:embedding')) return { ok: false, message: error.message };
    throw error;
  }
}
