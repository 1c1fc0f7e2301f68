import type { Viewer } from '@/lib/auth/viewer';
import { AppError } from '@/lib/errors/app-error';
import { recordCalls } from '@/lib/usage/record-calls';
import type { ModelTrial } from '../try-model';
import { isRerankerUnavailable, openReranker, type RerankerAddress } from './reranker';
import { rerankingCall } from './reranking-call';

/** Longer than a question waits: a server may have to load its model first. */
const patience = 30_000;

const question = 'How many days of holiday do I get?';
/** All are about work; the second answers. */
const texts = [
  'Payment has to arrive within two weeks of the date of the bill.',
  'Every employee is entitled to thirty days of annual leave a year.',
  'A lost or stolen computer must be reported to the service desk at once.',
];
const answer = 1;

/**
 * Has a model put a few fixed texts in order and says in a sentence whether it does so rightly, or what is wrong. No
 * word of the team's documents is sent.
 */
export async function trialOf(viewer: Viewer, address: RerankerAddress): Promise<ModelTrial> {
  try {
    const reranker = openReranker(address);
    if (!reranker) return { ok: true, message: 'Results stay in their ordinary order; nothing is sent anywhere.' };
    const began = performance.now();
    const reranked = await reranker.score(question, texts, { patience, insist: true });
    const milliseconds = performance.now() - began;
    const seconds = (milliseconds / 1_000).toFixed(1);
    await recordCalls({ teamId: viewer.teamId, userId: viewer.userId }, [rerankingCall(reranker, { reranked, milliseconds })]);
    if (reranked.scores.some((score, i) => i !== answer && score >= (reranked.scores[answer] ?? 0))) {
      return { ok: false, message: `“${reranker.name}” does not put the text that answers a question first. It may not be a model for reranking.` };
    }
    return { ok: true, message: `“${reranker.name}” put ${texts.length} texts in the right order in ${seconds} s.` };
  } catch (error) {
    if (isRerankerUnavailable(error) || (error instanceof AppError && error.code === 'bad_request:reranker')) return { ok: false, message: error.message };
    throw error;
  }
}
