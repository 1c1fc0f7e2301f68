import { z } from 'zod';
import type { CloseReason } from '@/lib/chats/chat-message';
import { idField } from '@/lib/http/id-field';

/** What a person types, as it is kept: without what no database can hold, and without space around it. */
const typed = (sentence: string) => z.string(sentence).transform((text) => text.toWellFormed().replaceAll('\r\n', '\n').replaceAll('\0', '').trim());

export const askInput = z.object({
  question: typed('question: write your question.').pipe(z.string().min(1, 'Write your question first.').max(2_000, 'A question to a person has at most 2,000 characters.')),
  note: typed('note: write text.').pipe(z.string().max(2_000, 'A note has at most 2,000 characters.')).nullish(),
});
export type AskInput = z.infer<typeof askInput>;

export const takeInput = z.object({
  /** Take it from whoever has taken it. */
  over: z.boolean('over: true or false.').default(false),
});

/** A passage of the version that is searched now, or, without a span, the whole document. */
const source = z
  .object({ documentId: idField, start: z.int().min(0).optional(), end: z.int().min(1).optional() })
  .refine(({ start, end }) => (start === undefined) === (end === undefined) && (start ?? 0) < (end ?? 1), 'sources: a passage has a start and, behind it, an end.');

export const answerInput = z.object({
  text: typed('text: write your answer.').pipe(z.string().min(1, 'Write your answer first.').max(8_000, 'An answer has at most 8,000 characters.')),
  sources: z.array(source).max(10, 'Name at most 10 passages and documents.').default([]),
});
export type AnswerInput = z.infer<typeof answerInput>;

export const closeReasons = ['not-held', 'duplicate', 'other'] as const satisfies readonly CloseReason[];
export const closeInput = z.object({ reason: z.enum(closeReasons, 'reason: choose one of the listed reasons.') });
