import type { Span } from '@/lib/ingest/parse/parsed-document';

/** More finds than this are not shown; the reader says so. */
export const mostFinds = 1000;

/** Every place where the words stand in the text, letter case and the kind of white space aside; at most {@link mostFinds}. */
export function findInText(text: string, words: string): Span[] {
  const parts = words.trim().split(/\s+/u).filter(Boolean);
  if (parts.length === 0) return [];
  const pattern = new RegExp(parts.map((part) => part.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')).join('\\s+'), 'giu');
  const found: Span[] = [];
  for (const match of text.matchAll(pattern)) {
    found.push({ start: match.index, end: match.index + match[0].length });
    if (found.length >= mostFinds) break;
  }
  return found;
}
