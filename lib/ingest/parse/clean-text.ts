import { withoutInvisible } from './invisible-characters';

/**
 * What may stand in a canonical text: NFC, every line break `\n`, without characters that PostgreSQL refuses, that nobody
 * can see, or that reorder what a person reads.
 */
export function cleanText(text: string): string {
  return bySlices(text.toWellFormed(), (slice) => withoutInvisible(slice.replace(/\r\n?|[\u0085\u2028\u2029\v\f]/g, '\n')).normalize('NFC'));
}

/** As `cleanText`, on one line: every run of white space becomes one space. */
export function cleanLine(text: string): string {
  return bySlices(cleanText(text), (slice) => slice.replace(/\s{2,}|[^\S ]/g, ' ')).trim();
}

/** As `cleanText`, lines kept: no blank lines, one space between words, none at the ends of lines. */
export function cleanLines(text: string): string {
  return bySlices(cleanText(text), (slice) => slice.replace(/[^\S\n]{2,}|[^\S\n ]/g, ' ').replace(/ \n\s*|\n\s+/g, '\n')).trim();
}

/** A replacement that matches millions of times in one string takes more memory than the string; slices bound it. */
const sliceCharacters = 1_000_000;

function bySlices(text: string, change: (slice: string) => string): string {
  if (text.length <= sliceCharacters) return change(text);
  const parts: string[] = [];
  for (let start = 0; start < text.length; ) {
    const end = sliceEnd(text, start + sliceCharacters);
    parts.push(change(text.slice(start, end)));
    start = end;
  }
  return parts.join('');
}

/** The next place at which a slice may end: before a plain letter or digit after white space, or at least before one. */
function sliceEnd(text: string, from: number): number {
  for (let index = from; index < Math.min(text.length, from + 2_000); index += 1) {
    if (isPlain(text.charCodeAt(index)) && /\s/.test(text[index - 1] ?? '')) return index;
  }
  for (let index = from; index < text.length; index += 1) if (isPlain(text.charCodeAt(index))) return index;
  return text.length;
}

/** ASCII letters and digits never combine with what stands before them. */
function isPlain(code: number): boolean {
  return (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);
}
