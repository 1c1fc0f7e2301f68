import type { Span } from '@/lib/ingest/parse/parsed-document';

/**
 * The span to mark for a citation, or undefined when the text there is not what was quoted. Only white space may
 * differ. Words are never searched for elsewhere: the same sentence may stand in another place and mean another thing.
 */
export function locateQuote(text: string, span: Span, quote?: string): Span | undefined {
  if (span.start < 0 || span.end > text.length || span.start >= span.end) return undefined;
  const there = text.slice(span.start, span.end);
  if (there.trim() === '') return undefined;
  if (quote !== undefined && squeezed(there) !== squeezed(quote)) return undefined;
  return { start: span.start, end: span.end };
}

function squeezed(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}
