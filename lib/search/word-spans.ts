import { contentWords } from '@/lib/ai/content-words';
import { unspacedMarks, unspacedScripts } from '@/lib/ai/unspaced-scripts';
import type { Span } from '@/lib/ingest/parse/parsed-document';

const spaced = /\p{N}+(?:[.,]\p{N}+)*|[\p{L}\p{M}]+(?:['’]\p{L}+)?/gu;
const unit = new RegExp(`[${unspacedScripts}][${unspacedMarks}]*|[^${unspacedScripts}]+`, 'gv');

/**
 * Where words of the query stand in the text, in any of their forms ("policy" marks "policies"); never inside a word,
 * unless words stand without spaces.
 */
export function wordSpans(text: string, query: string): Span[] {
  const wanted = new Set(contentWords(query));
  const spans: Span[] = [];
  if (wanted.size === 0) return spans;
  for (const match of text.matchAll(spaced)) {
    const forms = contentWords(match[0]);
    const [form] = forms;
    if (form === undefined) continue;
    if (forms.length > 1) spans.push(...pairSpans(match[0], match.index, wanted));
    else if (wanted.has(form)) spans.push({ start: match.index, end: match.index + match[0].length });
  }
  return spans;
}

/** Where pairs of characters that are wanted stand in words without spaces, and what else stands there; what touches is one span. */
function pairSpans(words: string, start: number, wanted: Set<string>): Span[] {
  const units = [...words.matchAll(unit)];
  const spans: Span[] = [];
  for (const [i, { 0: text, index }] of units.entries()) {
    const next = units[i + 1]?.[0] ?? '';
    const isPair = isWanted(`${text}${next}`, wanted) && next !== '';
    if (!isPair && !isWanted(text, wanted)) continue;
    const span = { start: start + index, end: start + index + text.length + (isPair ? next.length : 0) };
    const last = spans.at(-1);
    if (last && last.end >= span.start) last.end = span.end;
    else spans.push(span);
  }
  return spans;
}

function isWanted(part: string, wanted: Set<string>): boolean {
  const forms = contentWords(part);
  return forms.length === 1 && forms.every((form) => wanted.has(form));
}
