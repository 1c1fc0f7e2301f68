import type { Citation } from '@/lib/db/generated/client';
import type { MessageCitation } from './chat-message';

/** What a citation and a source that a person named have in common. */
export type Source = Omit<Citation, 'messageId'>;

/** A stored citation as it travels. */
export function toMessageCitation(row: Source): MessageCitation {
  const { id, number, documentId, versionId, documentName, start, end, quote } = row;
  return {
    id,
    number,
    documentId,
    versionId,
    documentName,
    start,
    end,
    quote,
    ...(row.page === null ? {} : { page: row.page }),
    ...(row.slide && { slide: true }),
    ...(row.heading === null ? {} : { heading: row.heading }),
    ...(row.sourceDeletedAt ? { sourceDeletedAt: row.sourceDeletedAt.toISOString() } : {}),
  };
}
