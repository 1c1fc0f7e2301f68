import type { FootnoteMessage, MessageCitation, MessageStatus } from '@/lib/chats/chat-message';

/** For tests: a question as it stands in a chat. */
export function questionMessage(text: string): FootnoteMessage {
  return { id: `q-${text}`, role: 'user', metadata: { status: 'complete', parentId: null, createdAt: '2026-03-03T10:00:00Z', siblings: [] }, parts: [{ type: 'text', text }] };
}

/** For tests: an answer with its footnotes. */
export function answerMessage(text: string, citations: Partial<MessageCitation>[], status: MessageStatus = 'complete'): FootnoteMessage {
  return {
    id: `a-${text}`,
    role: 'assistant',
    metadata: { status, parentId: null, createdAt: '2026-03-03T10:00:00Z', siblings: [] },
    parts: [
      ...citations.map((citation, index) => ({
        type: 'data-citation' as const,
        data: { id: `c-${index}`, number: index + 1, documentId: 'd-1', versionId: 'v-1', documentName: 'Travel policy.pdf', start: 0, end: 5, quote: 'Up to 140 euros.', ...citation },
      })),
      { type: 'text', text },
    ],
  };
}
