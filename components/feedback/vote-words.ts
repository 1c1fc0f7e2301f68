import type { VoteReason } from '@/lib/chats/chat-message';

/** What was wrong, in the words of the form that people fill in. */
export const reasonWords: Record<VoteReason, string> = {
  wrong: 'Wrong',
  incomplete: 'Incomplete',
  'wrong-source': 'Wrong source',
  'out-of-date': 'Out of date',
  other: 'Something else',
};

/** The reason in words; undefined when none was given. */
export function wordsOf(reason: string | null): string | undefined {
  return reason === null ? undefined : (reasonWords[reason as VoteReason] ?? reason);
}
