import { generateText } from 'ai';
import { languageCall } from '@/lib/ai/language-call';
import type { TeamModel } from '@/lib/ai/language-models';
import type { CallSink } from '@/lib/usage/model-call';
import { type StandAlone, standAlone } from './stand-alone';

export type Understood = StandAlone & {
  /** Why the model that should have rewritten it did not: it was too slow, failed, or wrote something else. */
  problem?: 'late' | 'failed' | 'unusable';
};

/** How long a model may think about what was meant before the question is taken as it stands. */
const patience = 8_000;

/**
 * What a person means who asks `question` after `history` (their earlier questions, oldest first). With a language
 * model the question is rewritten; without one, or when it does not answer in time, {@link standAlone} reads it.
 * `spend` takes the model's call.
 */
export async function understand(history: string[], question: string, team: TeamModel, spend: CallSink, signal?: AbortSignal): Promise<Understood> {
  if (history.length === 0) return { question };
  if (team.extractive) return standAlone(history, question);
  const timeout = AbortSignal.timeout(patience);
  const began = performance.now();
  const took = () => performance.now() - began;
  try {
    const { text, usage } = await generateText({
      model: team.model,
      instructions:
        'Rewrite the last question so that it can be understood without the conversation. Keep its language, names and ' +
        'numbers. If it corrects an earlier question ("no, I meant …"), write that question with the correction in it. If it ' +
        'already stands alone or is about something else, repeat it. Answer with the question only.',
      prompt: `Earlier questions:\n${history.slice(-4).map((earlier) => `- ${oneLine(earlier)}`).join('\n')}\n\nLast question: ${oneLine(question)}`,
      maxRetries: 0,
      maxOutputTokens: 400,
      abortSignal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    });
    const said = usage.inputTokens !== undefined || usage.outputTokens !== undefined;
    spend(languageCall('understand', team, { outcome: 'done', milliseconds: took(), ...(said && { usage: { input: usage.inputTokens ?? 0, output: usage.outputTokens ?? 0 } }) }));
    const rewritten = oneLine(text).replace(/^["“](.*)["”]$/u, '$1');
    const sensible = rewritten.length > 0 && rewritten.length < 2 * question.length + 500;
    return sensible ? { question: rewritten } : { ...(await standAlone(history, question)), problem: 'unusable' };
  } catch (error) {
    const stopped = signal?.aborted ?? false;
    spend(languageCall('understand', team, { ...(stopped ? { outcome: 'stopped' } : { outcome: 'failed', error }), milliseconds: took() }));
    if (stopped) throw signal?.reason;
    return { ...(await standAlone(history, question)), problem: timeout.aborted ? 'late' : 'failed' };
  }
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
