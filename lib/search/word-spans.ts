import { contentWords } from '@/lib/ai/content-words';
import type { Span } from '@/lib/ingest/parse/parsed-document';

/** Where words of the query stand in the text, in any of their forms ("policy" marks "policies"); never inside a word. */
export function wordSpans(text: string, query: string): Span[] {
  const wanted = new Set(contentWords(query));
  const spans: Span[] = [];
  if (wanted.size === 0) return spans;
  for (const match of text.matchAll(/\p{N}+(?:[.,]\p{N}+)*|[\p{L}\p{M}]+(?:['’]\p{L}+)?/gu)) {
    const [form] = contentWords(match[0]);
    if (form !== undefined && wanted.has(form)) spans.push({ start: match.index, end: match.index + match[0].length });
  }
  return spans;
}
