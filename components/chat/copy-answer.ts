import { parseAnswer, plainText } from '@/lib/chats/answer-tree';
import { notFoundWords, placeOf, whyNoQuote } from '@/lib/chats/answer-words';
import { footnoteMark, type MessageCitation, unsupportedMark } from '@/lib/chats/chat-message';

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** "1. Travel policy, p. 4: "…"" for each footnote; one without a quote says why. */
function noteOf(citation: MessageCitation): string {
  const place = placeOf(citation);
  const missing = whyNoQuote(citation);
  if (missing) return `${citation.number}. ${place}: ${missing}`;
  return `${citation.number}. ${place}: "${citation.quote}"`;
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
