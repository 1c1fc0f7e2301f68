// What is said about answers and footnotes, on the page, in a copy and in an export. Client-safe.
import { pageLabel } from '@/lib/retrieval/page-label';
import type { MessageCitation, MessageStatus } from './chat-message';

/** What is said of a sentence that the check found no support for. */
export const notFoundWords = 'not found in your documents';

const ends: Partial<Record<MessageStatus, string>> = {
  stopped: 'This answer was stopped before its end.',
  interrupted: 'Answer interrupted',
  failed: 'This answer could not be finished.',
};

/** How an answer ended that did not reach its end; undefined for all others. */
export function endWords(status: MessageStatus | undefined): string | undefined {
  return status && ends[status];
}

/** Why a footnote has no words to show; undefined when it has. */
export function whyNoQuote(citation: Pick<MessageCitation, 'withheld' | 'sourceDeletedAt'>): string | undefined {
  if (citation.withheld) return 'you may not open what this rests on';
  return citation.sourceDeletedAt && `source deleted on ${dayOf(citation.sourceDeletedAt)}`;
}

/** "Travel policy, p. 4". */
export function placeOf(citation: Pick<MessageCitation, 'documentName' | 'page' | 'slide'>): string {
  return [citation.documentName, pageLabel(citation)].filter(Boolean).join(', ');
}

/** A day in words, the same for server and browser: "3 March 2026". */
export function dayOf(iso: string): string {
  return new Date(iso).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
}
