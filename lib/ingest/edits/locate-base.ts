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
 * number; where there are fewer than before, the last.
 */
export function locateBase(text: string, { base, occurrence }: { base: string; occurrence: number }): Span | undefined {
  const places = placesOf(text, base);
  const start = places[Math.min(occurrence, places.length - 1)];
  return start === undefined ? undefined : { start, end: start + base.length };
}
