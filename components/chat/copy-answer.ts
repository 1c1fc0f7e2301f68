import { footnoteMark, type MessageCitation, unsupportedMark } from '@/lib/chats/chat-message';
import { parseAnswer, plainText } from './answer-tree';
import { pageLabel } from '@/lib/retrieval/page-label';

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** What is said of a sentence that the check found no support for, on the page and in a copy. */
export const notFoundWords = 'not found in your documents';

/** "1. Travel policy, p. 4: "…"" for each footnote; a deleted source says so. */
function noteOf(citation: MessageCitation): string {
  const place = placeOf(citation);
  if (citation.sourceDeletedAt) return `${citation.number}. ${place}: source deleted on ${dayOf(citation.sourceDeletedAt)}`;
  return `${citation.number}. ${place}: "${citation.quote}"`;
}

/** "Travel policy, p. 4". */
export function placeOf(citation: Pick<MessageCitation, 'documentName' | 'page' | 'slide'>): string {
  return [citation.documentName, pageLabel(citation)].filter(Boolean).join(', ');
}

/** A day in words, the same for server and browser: "3 March 2026". */
export function dayOf(iso: string): string {
  return new Date(iso).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
}

/** Plain text with superscript numbers, and the notes below. */
export function copyWithNotes(text: string, citations: MessageCitation[]): string {
  const known = new Set(citations.map((citation) => citation.number));
  const superscript = (number: number) => number === unsupportedMark ? ` [${notFoundWords}]` : (known.has(number) ? Array.from(String(number), (digit) => superscripts[Number(digit)]).join('') : '');
  const body = plainText(parseAnswer(text), superscript);
  return citations.length === 0 ? body : `${body}\n\n${citations.map(noteOf).join('\n')}`;
}

/** Plain text alone. */
export function copyWithoutNotes(text: string): string {
  return plainText(parseAnswer(text), (number) => (number === unsupportedMark ? ` [${notFoundWords}]` : '')).replaceAll(/ +([.,;:!?])/g, '$1');
}

/** Markdown as it was written, with footnote definitions that other programs understand. */
export function copyAsMarkdown(text: string, citations: MessageCitation[]): string {
  const known = new Set(citations.map((citation) => citation.number));
  const body = text.replaceAll(footnoteMark, (mark, number: string) => {
    if (Number(number) === unsupportedMark) return ` *(${notFoundWords})*`;
    return known.has(Number(number)) ? mark : '';
  });
  const notes = citations.map((citation) => `[^${citation.number}]: ${noteOf(citation).replace(/^\d+\. /, '').replaceAll('\n', ' ')}`);
  return notes.length === 0 ? body : `${body}\n\n${notes.join('\n')}`;
}
