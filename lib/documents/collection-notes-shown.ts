// Notes of a language model on a collection's passages, as the page shows and sends them. Client-safe.
import { z } from 'zod';
import type { NoteEstimate } from '@/lib/ingest/notes/note-estimate';

export type NotesSpent = {
  calls: number;
  inputTokens: number;
  outputTokens: number;
  /** Calls of which the provider did not say what they used. */
  uncounted: number;
  /** Millionths of a US dollar, as decimal digits; missing when the price of some is not known. */
  costMicros?: string;
};

export type CollectionNotes = {
  on: boolean;
  /** ISO time. */
  since?: string;
  /** The language model of the team; missing when none is configured. */
  model?: string;
  /** What it takes to note what is not noted yet. */
  estimate?: NoteEstimate;
  /** What it takes to write again what another model wrote, or none; missing when there is nothing of that kind. */
  again?: NoteEstimate;
  /** What was confirmed when it was switched on last. */
  confirmed?: NoteEstimate;
  /** Passages that have notes of those that were looked at, and documents that are not done. */
  progress: { noted: number; passages: number; working: number; /** Documents that a person may have tried again. */ stuck: number; problem?: string; retryAt?: string };
  spent: NotesSpent;
};

export const notesSwitch = z.discriminatedUnion(
  'on',
  [
    /** Tokens of the estimate that the person has seen, both ways together. */
    z.object({ on: z.literal(true), confirmedTokens: z.number('Confirm the estimate.').int().min(0).max(Number.MAX_SAFE_INTEGER) }),
    z.object({ on: z.literal(false) }),
  ],
  'Say whether it shall be on or off.',
);
export type NotesSwitch = z.infer<typeof notesSwitch>;

export const notesAgain = z.discriminatedUnion(
  'action',
  [
    /** Goes on where the model stopped or failed. */
    z.object({ action: z.literal('retry') }),
    /** Has notes of another model written again, for the tokens that were shown. */
    z.object({ action: z.literal('rewrite'), confirmedTokens: z.number('Confirm the estimate.').int().min(0).max(Number.MAX_SAFE_INTEGER) }),
  ],
  'Choose one of retry, rewrite.',
);
export type NotesAgain = z.infer<typeof notesAgain>;
