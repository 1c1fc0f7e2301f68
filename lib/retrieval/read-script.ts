import { builtInSpace, type EmbeddingSpace } from '@/lib/ai/embedding/embedding-space';
import { fusionWeights } from './fuse';
import type { FusionWeights } from './retrieval-types';

/** What nearness in meaning still counts where the model cannot read the question: enough to order what words leave equal. */
const unreadShare = 0.1;

/**
 * The weights for a question as the model can read it. The one that comes with Footnote knows Latin letters; texts in
 * other scripts it sees as single signs or as nothing, and its vectors then put any passage of that script as near as any other. Words
 * decide there.
 */
export function weightsAsRead(question: string, space: EmbeddingSpace | undefined, weights: FusionWeights = fusionWeights): FusionWeights {
  if (!isUnread(question, space)) return weights;
  const { keyword, ...byMeaning } = weights;
  return { ...(Object.fromEntries(Object.entries(byMeaning).map(([name, weight]) => [name, unreadShare * weight])) as Omit<FusionWeights, 'keyword'>), keyword };
}

/** Whether the model that a team is searched with cannot read a question. */
export function isUnread(question: string, space: EmbeddingSpace | undefined): boolean {
  return space?.id === builtInSpace.id && !isInLatinScript(question);
}

function isInLatinScript(text: string): boolean {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  return 2 * (text.match(/\p{Script=Latin}/gu)?.length ?? 0) >= letters;
}
