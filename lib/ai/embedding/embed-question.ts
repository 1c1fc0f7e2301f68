import type { Viewer } from '@/lib/auth/viewer';
import type { QuestionVector } from './embedding-space';
import { rememberQuestion } from './question-cache';
import { recordEmbeddingUsage } from './record-embedding-usage';
import { servingEmbedder } from './team-embedders';

/** A question that takes longer than this is answered by its words alone, in milliseconds. */
const patience = 3_000;

/**
 * The vector of a question in the space that the viewer's team is searched in. Rejects with `unavailable:embedding`
 * within a few seconds when the model does not answer, at once when it did not answer lately.
 */
export async function embedQuestion(viewer: Pick<Viewer, 'teamId' | 'userId'>, question: string): Promise<QuestionVector> {
  const { space, embedder } = await servingEmbedder(viewer.teamId);
  const vector = await rememberQuestion(`space ${space.id}`, question, async () => {
    const { vectors, tokens } = await embedder.embed([question], { as: 'question', patience });
    const [made] = vectors;
    if (!made) throw new Error('no vector was made');
    // The answer does not wait for its bookkeeping.
    recordEmbeddingUsage(viewer, embedder, tokens).catch((error: unknown) => console.error('usage could not be recorded:', error));
    return made;
  });
  return { space, vector };
}
