import { generateText } from 'ai';
import { languageCall, type CallEnd } from '@/lib/ai/language-call';
import type { TeamModel } from '@/lib/ai/language-models';
import type { ModelCall } from '@/lib/usage/model-call';
import { buildNotePrompt } from './note-prompt';
import type { Note } from './noted-text';
import { mostOutput } from './plan-calls';
import { readAnswer } from './read-answer';

/** Milliseconds that one call may take: a small machine of one's own writes slowly. */
export const patience = 300_000;

export type NotesAsked = { material: string; /** Other calls show the very same. */ isShared: boolean; asked: Map<number, string>; delimiter: string };

/** What one call gave: notes by the number of the passage, and the call for the ledger. */
export type NotesGiven = {
  notes: Map<number, Note>;
  /** The model was cut off: passages without a note may have been meant to have one. */
  cut: boolean;
  call: ModelCall;
};

/** Thrown when a call fails, with what it may have cost. */
export class NotesFailure extends Error {
  constructor(
    readonly call: ModelCall,
    readonly reason: unknown,
  ) {
    super('The language model gave no notes.', { cause: reason });
  }
}

/** Has the model write notes on the passages `asked` (number → words) of what it is shown. Throws {@link NotesFailure}. */
export async function askForNotes(team: TeamModel, { material, isShared, asked, delimiter }: NotesAsked, signal?: AbortSignal): Promise<NotesGiven> {
  const { instructions, messages } = buildNotePrompt(material, [...asked.keys()], delimiter, isShared);
  const began = performance.now();
  const spent = (end: Omit<Extract<CallEnd, { outcome: 'done' }>, 'milliseconds'> | { outcome: 'stopped' } | { outcome: 'failed'; error: unknown }) =>
    languageCall('context', team, { ...end, milliseconds: performance.now() - began });
  try {
    const timeout = AbortSignal.timeout(patience);
    const { text, usage, finishReason } = await generateText({
      model: team.model,
      instructions,
      messages,
      // Trying again is the job's business: it knows what is paid for already.
      maxRetries: 0,
      maxOutputTokens: mostOutput,
      abortSignal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    });
    const { inputTokens, outputTokens } = usage;
    const isCounted = inputTokens !== undefined || outputTokens !== undefined;
    const call = spent({ outcome: 'done', ...(isCounted && { usage: { input: inputTokens ?? 0, output: outputTokens ?? 0 } }) });
    return { notes: readAnswer(text, asked), cut: finishReason === 'length', call };
  } catch (error) {
    throw new NotesFailure(spent(signal?.aborted ? { outcome: 'stopped' } : { outcome: 'failed', error }), error);
  }
}
