import { z } from 'zod';
import type { Span } from '../parse/parsed-document';
import { sentencesOf } from '../sentences';
import type { Note } from './noted-text';

/** Shortest and longest sentence that is kept, in UTF-16 code units. */
const shortest = 12;
const longest = 320;
/** Of a passage at least this share stays searched: a document must not talk itself, or others, out of being found. */
const leastSearched = 0.5;
const mostLeftOut = 10;

const line = z.object({ passage: z.number().int(), context: z.string().nullish(), leave_out: z.array(z.string()).nullish() });

/**
 * The notes that a model's answer holds, by the number of the passage. What is not as it was asked for is left out: of a
 * passage that is missing here nothing fit for use was said.
 */
export function readAnswer(answer: string, passages: Map<number, string>): Map<number, Note> {
  const notes = new Map<number, Note>();
  for (const { passage, context, leave_out: quotes } of linesOf(answer)) {
    const words = passages.get(passage);
    if (words === undefined || notes.has(passage)) continue;
    const sentence = sentenceFrom(context ?? '');
    const leftOut = spansOf(words, quotes ?? []);
    if (sentence !== undefined || leftOut.length > 0) notes.set(passage, { ...(sentence !== undefined && { sentence }), leftOut });
  }
  return notes;
}

/** One object per line was asked for; some models write them into an array, or into a block of code. */
function linesOf(answer: string): z.infer<typeof line>[] {
  const whole = parsed(answer.replace(/^[^[{]*/s, '').replace(/[^\]}]*$/s, ''));
  const items = Array.isArray(whole) ? whole : answer.split('\n').map((one) => parsed(one.trim().replace(/,$/, '')));
  return items.flatMap((item) => line.safeParse(item).data ?? []);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The sentence, if it is one and nothing else: no link, no markup, nothing that is not seen. */
function sentenceFrom(context: string): string | undefined {
  const text = context.toWellFormed().normalize('NFC').trim();
  if (text.length < shortest || text.length > longest) return undefined;
  // Line ends and other control characters, and what only changes how the rest is shown.
  if (/[\p{Cc}\p{Cf}\p{Co}\u2028\u2029]/u.test(text)) return undefined;
  if (/[<>`{}[\]|]|https?:|www\.|\*\*|^[#*>-]\s/i.test(text)) return undefined;
  return sentencesOf(text, 0).length === 1 ? text : undefined;
}

/** Where the quotes stand in the words, in order and apart from each other; none when too little would be left. */
function spansOf(words: string, quotes: string[]): Span[] {
  const spans = quotes.slice(0, mostLeftOut).flatMap((quote) => occurrencesOf(words, quote.trim()));
  const apart: Span[] = [];
  for (const span of spans.sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (span.start >= (apart.at(-1)?.end ?? 0)) apart.push(span);
  }
  const gone = apart.reduce((sum, { start, end }) => sum + words.slice(start, end).trim().length, 0);
  return gone <= words.trim().length * (1 - leastSearched) ? apart : [];
}

function occurrencesOf(words: string, quote: string): Span[] {
  const spans: Span[] = [];
  // A lone letter or number is no boilerplate; taking it out would break words.
  if (quote.length < 4) return spans;
  for (let start = words.indexOf(quote); start >= 0; start = words.indexOf(quote, start + quote.length)) {
    const end = start + quote.length;
    if (!isInsideWord(words, start) && !isInsideWord(words, end)) spans.push({ start, end });
  }
  return spans;
}

function isInsideWord(words: string, at: number): boolean {
  return /[\p{L}\p{N}]/u.test(words[at - 1] ?? '') && /[\p{L}\p{N}]/u.test(words[at] ?? '');
}
