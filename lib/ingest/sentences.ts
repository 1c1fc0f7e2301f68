import { unspacedUnits } from '@/lib/ai/unspaced-scripts';
import type { Span } from './parse/parsed-document';

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

/** Longer runs are cut at word ends before they are segmented: no sentence is that long, and time stays linear. */
const windowCharacters = 20_000;
const maxSentenceCharacters = 1_000;
const minWords = 3;
/** Where words stand without spaces, so many characters are taken to be one. */
const charactersOfWord = 2;
/** Of the row of a table: two columns of a word each say something. */
const minRowWords = 2;

/** After these a sentence never ends. */
const opening = /(?:^|[\s("'“‘])(?:Dr|Mr|Mrs|Ms|Prof|St|Mt|Rev|Gen|Sen|Rep|Hon|Fig|Figs|Eq|Art|Sec|Ch|Vol|Vols|pp|p|cf|vs|viz|e\.g|i\.e|eg|ie|ca|approx|resp|incl|excl|Nr|[A-Z])\.$/;
/** After these it ends only when the next word does not continue it. */
const closing = /(?:^|[\s("'“‘])(?:No|Nos|no|nos|etc|Inc|Ltd|Co|Corp|Bros|Jr|Sr|Dept|Est|al|ext|tel|max|min|hrs|hr|a\.m|p\.m|U\.S|U\.K|E\.U|U\.N|D\.C|Ph\.D|B\.A|M\.A|M\.Sc|B\.Sc|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)\.$/;
const enumerator = /^(?:\(?\d{1,3}(?:\.\d{1,3})*[.)]|\(?[a-zA-Z][.)]|[-*•–▪◦])$/;

/**
 * The sentences of a stretch of canonical text that begins at `start`, as spans in the canonical text, in order.
 * Lines are hard breaks, so that each row of a table is one. Lone lines of fewer than three words (most headings) give no sentence; short pieces inside a
 * block join their neighbour. At least one span is given for any text that is not blank.
 */
export function sentencesOf(text: string, start: number): Span[] {
  const found: Span[] = [];
  let blankBefore = true;
  let introduces = false;
  /** A short line that was left out, while lines follow it in its block. */
  let lone: Span | undefined;
  for (const line of linesOf(text)) {
    if (line.start === line.end) {
      blankBefore = true;
      lone = undefined;
      continue;
    }
    const sentences = sentencesOfLine(text, line);
    const [only] = sentences;
    const last = found.at(-1);
    const least = text.slice(line.start, line.end).includes(' | ') ? minRowWords : minWords;
    if (only && sentences.length === 1 && words(text, only) < least) {
      // Short rows belong to the row above; short items to the words that announce them ("You receive:").
      if (last && !lone && (!blankBefore || introduces)) last.end = only.end;
      else {
        lone = { start: lone?.start ?? only.start, end: only.end };
        if (words(text, lone) >= minWords) {
          found.push(lone);
          lone = undefined;
        }
      }
    } else {
      found.push(...sentences);
      lone = undefined;
    }
    const latest = found.at(-1);
    introduces = latest !== undefined && (text[latest.end - 1] === ':' || (introduces && latest === last));
    blankBefore = false;
  }
  if (found.length === 0) {
    const from = text.search(/\S/);
    if (from >= 0) found.push({ start: from, end: Math.min(from + maxSentenceCharacters, text.trimEnd().length) });
  }
  return found.map((span) => ({ start: span.start + start, end: span.end + start }));
}

function linesOf(text: string): Span[] {
  const lines: Span[] = [];
  for (let start = 0; start <= text.length; ) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    lines.push(trimmed(text, { start, end }));
    start = end + 1;
  }
  return lines;
}

function sentencesOfLine(text: string, line: Span): Span[] {
  const merged: Span[] = [];
  for (const window of cutAtWords(text, line, windowCharacters)) {
    for (const { segment, index } of segmenter.segment(text.slice(window.start, window.end))) {
      const span = trimmed(text, { start: window.start + index, end: window.start + index + segment.length });
      if (span.start === span.end) continue;
      const last = merged.at(-1);
      if (last && continues(text, last, span)) last.end = span.end;
      else merged.push(span);
    }
  }
  return joinShort(text, merged).flatMap((span) => cutAtWords(text, span, maxSentenceCharacters));
}

function continues(text: string, last: Span, next: Span): boolean {
  const before = text.slice(Math.max(last.start, last.end - 40), last.end);
  const after = text.slice(next.start, next.start + 2);
  if (opening.test(before) || enumerator.test(text.slice(last.start, Math.min(last.end, last.start + 14)))) return true;
  return closing.test(before) && (/^[\p{Ll}\d(#]/u.test(after) || /[UEN]\.[SKUN]\.$|D\.C\.$/.test(before) && !/^[\p{Lu}“"]/u.test(after));
}

/** A piece under three words joins the sentence before it, else the one after. */
function joinShort(text: string, spans: Span[]): Span[] {
  const joined: Span[] = [];
  let waiting: Span | undefined;
  for (const span of spans) {
    const whole: Span = waiting ? { start: waiting.start, end: span.end } : { ...span };
    waiting = undefined;
    const last = joined.at(-1);
    if (words(text, whole) >= minWords) joined.push(whole);
    else if (last) last.end = whole.end;
    else waiting = whole;
  }
  if (waiting) joined.push(waiting);
  return joined;
}

/** Cuts a span into pieces of at most `limit` characters, at word ends where there are any. */
export function cutAtWords(text: string, span: Span, limit: number): Span[] {
  const pieces: Span[] = [];
  let { start } = span;
  while (span.end - start > limit) {
    let end = start + limit;
    const floor = start + Math.floor(limit / 2);
    while (end > floor && !/\s/.test(text[end] ?? '')) end -= 1;
    if (end === floor) end = start + limit - (isHighSurrogate(text, start + limit - 1) ? 1 : 0);
    const piece = trimmed(text, { start, end });
    if (piece.start < piece.end) pieces.push(piece);
    start = end;
    while (start < span.end && /\s/.test(text[start] ?? '')) start += 1;
  }
  if (start < span.end) pieces.push({ start, end: span.end });
  return pieces;
}

function isHighSurrogate(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  return code >= 0xd800 && code <= 0xdbff;
}

/** The span without white space at its ends. */
export function trimmed(text: string, span: Span): Span {
  let { start, end } = span;
  while (start < end && /\s/.test(text[start] ?? '')) start += 1;
  while (end > start && /\s/.test(text[end - 1] ?? '')) end -= 1;
  return { start, end };
}

function words(text: string, span: Span): number {
  if (span.end - span.start > 200) return minWords;
  const words = text.slice(span.start, span.end);
  const spaced = words.match(/[\p{L}\p{N}][^\s|]*/gu)?.length ?? 0;
  return Math.max(spaced, Math.floor(unspacedUnits(words).length / charactersOfWord));
}
