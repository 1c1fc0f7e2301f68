import type { Span } from '../parse/parsed-document';

/** Every place at which these words stand by themselves, in order: not as part of a longer word. */
export function placesOf(text: string, words: string): number[] {
  const places: number[] = [];
  if (words === '') return places;
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
    if (!joins(text, at) && !joins(text, at + words.length)) places.push(at);
  }
  return places;
}

/** Whether a word goes on over this position. */
function joins(text: string, position: number): boolean {
  const letter = /[\p{L}\p{N}]/u;
  return letter.test(text[position - 1] ?? '') && letter.test(text[position] ?? '');
}

/** Which of the places with the same words a span is, 0-based. */
export function occurrenceOf(text: string, span: Span): number {
  return Math.max(0, placesOf(text, text.slice(span.start, span.end)).indexOf(span.start));
}

/**
 * Where the words of a change stand in a text; undefined when they do not. Of several places it is the one with the same
 * number; where there are fewer than before, the last. A newer parser may read other white space between the words.
 */
export function locateBase(text: string, { base, occurrence }: { base: string; occurrence: number }): Span | undefined {
  const exact = placesOf(text, base).map((start) => ({ start, end: start + base.length }));
  const places = exact.length > 0 ? exact : looselyIn(text, base);
  return places[Math.min(occurrence, places.length - 1)];
}

function looselyIn(text: string, words: string): Span[] {
  const pieces = words.split(/\s+/).filter(Boolean).map((piece) => piece.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  if (pieces.length === 0) return [];
  return [...text.matchAll(new RegExp(pieces.join('\\s+'), 'gu'))]
    .map((match) => ({ start: match.index, end: match.index + match[0].length }))
    .filter(({ start, end }) => !joins(text, start) && !joins(text, end));
}

/** The position in `to` that stands behind as many characters, white space aside, as `position` in `from`. */
export function samePosition(from: string, to: string, position: number): number {
  let left = from.slice(0, position).replace(/\s/g, '').length;
  if (left === 0) return 0;
  for (let at = 0; at < to.length; at += 1) {
    if (!/\s/.test(to[at] ?? '')) left -= 1;
    if (left === 0) return at + 1;
  }
  return to.length;
}
