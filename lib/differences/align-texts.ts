import { diffArrays } from 'diff';
import { type WordChange, wordDifference } from './word-difference';

// Structurally the Span of lib/ingest: [start, end) in UTF-16 code units.
type Span = { start: number; end: number };

/** What became of a stretch of one text in another: its words stand there, others stand in its place, or nothing does. */
export type Counterpart = (Span & { state: 'same' | 'changed' }) | { state: 'gone' };

export type Alignment = {
  /** What stands in the newer text for a span of the older one. */
  counterpartOf(span: Span): Counterpart;
};

/** Lines that differ beyond this make two texts count as altogether different: comparing costs the square of it. */
const mostLineChanges = 2_000;
/** Shorter words stand in many places and mean another thing in each: they are not looked for all over the text. */
const leastMoved = 40;
/** A sentence that kept less of its words than this was replaced rather than changed. */
const leastKept = 0.3;

/** A run of lines: equal in both texts, or what the older one has in place of what the newer one has. Indexes of lines. */
type Hunk = { equal: boolean; before: Span; after: Span };

/**
 * Compares two versions of a text by lines (Myers 1986), and inside of what differs by words. The texts are compared
 * once, however many spans are asked for.
 */
export function alignTexts(before: string, after: string): Alignment {
  const old = linesOf(before);
  const now = linesOf(after);
  const hunks = hunksOf(before, old, after, now);
  const wordChanges = new Map<string, WordChange[]>();

  function counterpartOf(span: Span): Counterpart {
    const quote = before.slice(span.start, span.end);
    const first = lineAt(old, span.start);
    const last = Math.max(first, lineAt(old, span.end - 1));
    const touched = hunks.filter((hunk) => hunk.before.start <= last && hunk.before.end > first);
    const [only] = touched;
    const line = old[first];
    if (only?.equal && touched.length === 1 && line) {
      const moved = (now[only.after.start + first - only.before.start]?.start ?? 0) - line.start;
      const place = { start: span.start + moved, end: span.end + moved };
      if (after.slice(place.start, place.end) === quote) return { state: 'same', ...place };
    }
    const region = regionOf(touched, first, last);
    const place = region && { start: now[region.after.start]?.start ?? 0, end: now[region.after.end - 1]?.end ?? 0 };
    const standing = (place && findWords(after, quote, place)) ?? (quote.length >= leastMoved ? findWords(after, quote, undefined, place?.start) : undefined);
    if (standing) return { state: 'same', ...standing };
    if (!region || !place) return { state: 'gone' };
    const from = old[region.before.start]?.start ?? 0;
    const to = old[region.before.end - 1]?.end ?? 0;
    const key = `${from} ${to}`;
    const changes = wordChanges.get(key) ?? wordDifference(before.slice(from, to), after.slice(place.start, place.end));
    wordChanges.set(key, changes);
    const { kept, ...within } = mapped(changes, { start: span.start - from, end: span.end - from });
    if (kept >= leastKept) {
      const found = wholeSentences(after, { start: place.start + within.start, end: place.start + within.end }, place);
      return { state: 'changed', ...found };
    }
    // One line for another was written anew; among several there is no telling which one took its place.
    const rewritten = region.before.end - region.before.start === region.after.end - region.after.start;
    return rewritten ? { state: 'changed', ...place } : { state: 'gone' };
  }

  return { counterpartOf };
}

/** The lines that are not blank. */
function linesOf(text: string): Span[] {
  return [...text.matchAll(/[^\n]*\S[^\n]*/g)].map((match) => ({ start: match.index, end: match.index + match[0].length }));
}

function hunksOf(before: string, old: Span[], after: string, now: Span[]): Hunk[] {
  const wordsOf = (text: string) => (line: Span) => text.slice(line.start, line.end).replace(/\s+/g, ' ').trim();
  const changes = diffArrays(old.map(wordsOf(before)), now.map(wordsOf(after)), { maxEditLength: mostLineChanges });
  if (!changes) return [{ equal: false, before: { start: 0, end: old.length }, after: { start: 0, end: now.length } }];
  const hunks: Hunk[] = [];
  let at = { before: 0, after: 0 };
  for (const { added, removed, value } of changes) {
    const next = { before: at.before + (added ? 0 : value.length), after: at.after + (removed ? 0 : value.length) };
    const equal = !added && !removed;
    const latest = hunks.at(-1);
    if (!equal && latest && !latest.equal) {
      latest.before.end = next.before;
      latest.after.end = next.after;
    } else {
      hunks.push({ equal, before: { start: at.before, end: next.before }, after: { start: at.after, end: next.after } });
    }
    at = next;
  }
  return hunks;
}

/** Index of the line in which a position stands, or the nearest one before it; 0 when there is none. */
function lineAt(lines: Span[], position: number): number {
  let low = 0;
  let high = lines.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((lines[middle]?.start ?? 0) <= position) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The lines of both texts that stand for each other around lines `first` to `last`; undefined where the newer has none. */
function regionOf(touched: Hunk[], first: number, last: number): Pick<Hunk, 'before' | 'after'> | undefined {
  const head = touched[0];
  const tail = touched.at(-1);
  if (!head || !tail) return undefined;
  const skipped = head.equal ? first - head.before.start : 0;
  const left = tail.equal ? tail.before.end - 1 - last : 0;
  const before = { start: head.before.start + skipped, end: tail.before.end - left };
  const after = { start: head.after.start + skipped, end: tail.after.end - left };
  return after.start < after.end ? { before, after } : undefined;
}

/** Where the very words stand, white space aside: within a stretch, or in the whole text, nearest to a position. */
function findWords(text: string, words: string, within?: Span, near = 0): Span | undefined {
  const pieces = words.trim().split(/\s+/).filter(Boolean);
  if (pieces.length === 0) return undefined;
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])${pieces.map(escapePattern).join('\\s+')}(?![\\p{L}\\p{N}])`, 'gu');
  const { start, end } = within ?? { start: 0, end: text.length };
  const found = [...text.slice(start, end).matchAll(pattern)].map((match) => ({ start: start + match.index, end: start + match.index + match[0].length }));
  return found.sort((a, b) => Math.abs(a.start - near) - Math.abs(b.start - near))[0];
}

function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

/** A span of the older words in the newer ones, and which share of its letters is still there. */
function mapped(changes: WordChange[], span: Span): Span & { kept: number } {
  let before = 0;
  let after = 0;
  let start: number | undefined;
  let end = 0;
  let kept = 0;
  let letters = 0;
  for (const { kind, text } of changes) {
    const length = kind === 'added' ? 0 : text.length;
    const from = Math.max(span.start, before);
    const to = Math.min(span.end, before + length);
    if (from < to) {
      const own = lettersIn(text.slice(from - before, to - before));
      letters += own;
      if (kind === 'same') {
        kept += own;
        start ??= after + from - before;
        end = after + to - before;
      } else {
        start ??= after;
        end = Math.max(end, after);
      }
    } else if (kind === 'added' && start !== undefined && before < span.end) {
      end = after + text.length;
    }
    before += length;
    after += kind === 'removed' ? 0 : text.length;
  }
  return { start: start ?? 0, end: Math.max(end, start ?? 0), kept: letters === 0 ? 0 : kept / letters };
}

function lettersIn(text: string): number {
  return text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
}

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

/** The span, grown to the sentences that it touches, within its lines. */
function wholeSentences(text: string, span: Span, within: Span): Span {
  let { start, end } = span;
  for (const { segment, index } of segmenter.segment(text.slice(within.start, within.end))) {
    const from = within.start + index;
    const to = from + segment.trimEnd().length;
    if (from < span.end && to > span.start) {
      start = Math.min(start, from);
      end = Math.max(end, to);
    }
  }
  return { start, end };
}
