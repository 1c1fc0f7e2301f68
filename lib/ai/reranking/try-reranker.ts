import type { Viewer } from '@/lib/auth/viewer';
import type { ModelTrial } from '../try-model';
import { type RerankerSettingInput, rerankerAddressFrom } from './reranker-setting';
import { trialOf } from './reranker-trial';
import { environmentReranker } from './team-reranker';

/** Tries the described reranker without keeping it. For admins. */
export async function tryReranker(viewer: Viewer, input: RerankerSettingInput): Promise<ModelTrial> {
  const address = (await rerankerAddressFrom(viewer, input)) ?? environmentReranker();
  return trialOf(viewer, address);
}
