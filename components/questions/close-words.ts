import type { CloseReason } from '@/lib/chats/chat-message';

/** Why a question is closed without an answer, as whoever closes it chooses it, and as the asker reads it. */
export const closeWords: Record<CloseReason, { choice: string; told: string }> = {
  'not-held': { choice: 'Not something we have', told: 'it is not something that your team has' },
  duplicate: { choice: 'Duplicate', told: 'it has been asked before' },
  other: { choice: 'Other', told: 'no reason was given' },
};
