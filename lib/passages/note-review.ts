import { z } from 'zod';
import { idField } from '@/lib/http/id-field';

const position = z.number('This is not a position.').int('This is not a position.').min(0).max(200_000_000);

/** What a person decides about what a language model noted: on one passage, or on all that were not decided about. */
export const noteReview = z.object({
  decision: z.enum(['accept', 'revert'], 'Choose one of accept, revert.'),
  /** The version that was looked at; the notes of another one may be others. */
  versionId: idField,
  passage: z.object({ start: position, end: position }).optional(),
});
export type NoteReview = z.infer<typeof noteReview>;
