import type { Viewer } from '@/lib/auth/viewer';
import type { CallSink } from '@/lib/usage/model-call';
import { ledgerOf } from '@/lib/usage/record-calls';
import { embeddingCall } from './embedding-call';
import type { QuestionVector } from './embedding-space';
import { rememberQuestion } from './question-cache';
import { servingEmbedder } from './team-embedders';

/** A question that takes longer than this is answered by its words alone, in milliseconds. */
const patience = 3_000;

/**
 * The vector of a question in the space that the viewer's team is searched in. Rejects with `unavailable:embedding`
 * within a few seconds when the model does not answer, at once when it did not answer lately. `spend` takes the call,
 * unless the question is remembered from before; without it the call goes to the ledger.
 */
export async function embedQuestion(viewer: Pick<Viewer, 'teamId' | 'userId'>, question: string, spend: CallSink = ledgerOf({ teamId: viewer.teamId, userId: viewer.userId })): Promise<QuestionVector> {
  const { space, embedder } = await servingEmbedder(viewer.teamId);
  const vector = await rememberQuestion(`space ${space.id}`, question, async () => {
    const wasResting = embedder.restsFor() > 0;
    const start = performance.now();
    try {
      const { vectors, tokens } = await embedder.embed([question], { as: 'question', patience });
      const [made] = vectors;
      if (!made) throw new Error('no vector was made');
      spend(embeddingCall(embedder, { tokens, milliseconds: performance.now() - start }));
      return made;
    } catch (error) {
      // A model that is left alone was not called.
      if (!wasResting) spend(embeddingCall(embedder, { milliseconds: performance.now() - start }));
      throw error;
    }
  });
  return { space, vector };
}
