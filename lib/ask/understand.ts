import { generateText } from 'ai';
import { contentWords, words } from '@/lib/ai/content-words';
import { languageCall } from '@/lib/ai/language-call';
import type { TeamModel } from '@/lib/ai/language-models';
import type { CallSink } from '@/lib/usage/model-call';

export type Understood = {
  /** The question as it would be asked without the conversation. */
  question: string;
  /** What of it was asked, where words of the conversation were added. */
  ownWords?: string;
  /** Why the model that should have rewritten it did not: it was too slow, failed, or wrote something else. */
  problem?: 'late' | 'failed' | 'unusable';
};

/** How long a model may think about what was meant before the question is taken as it stands. */
const patience = 8_000;
const mostTerms = 12;

/**
 * What a person means who asks `question` after `history` (their earlier questions, oldest first). With a language
 * model the question is rewritten; without one, or when it does not answer in time, words of the history are added.
 * `spend` takes the model's call.
 */
export async function understand(history: string[], question: string, team: TeamModel, spend: CallSink, signal?: AbortSignal): Promise<Understood> {
  if (history.length === 0) return { question };
  if (team.extractive) return withHistory(history, question);
  const timeout = AbortSignal.timeout(patience);
  const began = performance.now();
  const took = () => performance.now() - began;
  try {
    const { text, usage } = await generateText({
      model: team.model,
      instructions:
        'Rewrite the last question so that it can be understood without the conversation. Keep its language, names and ' +
        'numbers. If it already stands alone, repeat it. Answer with the question only.',
      prompt: `Earlier questions:\n${history.slice(-4).map((earlier) => `- ${oneLine(earlier)}`).join('\n')}\n\nLast question: ${oneLine(question)}`,
      maxRetries: 0,
      maxOutputTokens: 400,
      abortSignal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    });
    const said = usage.inputTokens !== undefined || usage.outputTokens !== undefined;
    spend(languageCall('understand', team, { outcome: 'done', milliseconds: took(), ...(said && { usage: { input: usage.inputTokens ?? 0, output: usage.outputTokens ?? 0 } }) }));
    const rewritten = oneLine(text).replace(/^["“](.*)["”]$/u, '$1');
    const sensible = rewritten.length > 0 && rewritten.length < 2 * question.length + 500;
    return sensible ? { question: rewritten } : { ...withHistory(history, question), problem: 'unusable' };
  } catch (error) {
    const stopped = signal?.aborted ?? false;
    spend(languageCall('understand', team, { ...(stopped ? { outcome: 'stopped' } : { outcome: 'failed', error }), milliseconds: took() }));
    if (stopped) throw signal?.reason;
    return { ...withHistory(history, question), problem: timeout.aborted ? 'late' : 'failed' };
  }
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** A follow-up with the words of the questions before it, the latest first; a question that stands alone unchanged. */
export function withHistory(history: string[], question: string): Pick<Understood, 'question' | 'ownWords'> {
  if (!isFollowUp(question)) return { question };
  const present = new Set(contentWords(question));
  const terms: string[] = [];
  for (const earlier of history.slice(-3).toReversed()) {
    for (const word of words(earlier)) {
      const [form] = contentWords(word);
      if (form === undefined || present.has(form) || terms.length === mostTerms) continue;
      present.add(form);
      terms.push(word);
    }
  }
  return terms.length > 0 ? { question: `${question} ${terms.join(' ')}`, ownWords: question } : { question };
}

const continues = /^(?:and|or|but|so|also|then|what about|how about|und|oder|aber|auch|was ist mit|wie ist es)\b/i;
const refersBack =
  /\b(?:it|its|they|them|their|theirs|this|that|these|those|he|she|him|her|his|one|ones|there|such|same|else|former|latter|es|sie|ihn|ihm|ihr|ihre|dies\w*|jene\w*|dort|dabei|dafür|davon)\b/i;

function isFollowUp(question: string): boolean {
  return continues.test(question.trim()) || refersBack.test(question) || contentWords(question).length <= 3;
}
