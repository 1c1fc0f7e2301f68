// Cuts what was typed into plain text, quoted phrases and filters. Client-safe.
import { unspacedScripts } from '@/lib/ai/unspaced-scripts';

/** The names of filters, as they are written before the colon. */
export const filterNames = ['type', 'in', 'after', 'before', 'on'] as const;
export type FilterName = (typeof filterNames)[number];

/** A piece of the typed text, `[start, end)` in UTF-16 code units; the pieces together are the whole text. */
export type QueryPiece = { start: number; end: number } & (
  | { kind: 'text' }
  /** `phrase` is without its quotation marks. */
  | { kind: 'phrase'; phrase: string }
  | { kind: 'filter'; name: FilterName; value: string }
);

/** Longer quotations are quoted text, not something to look for word by word; this also bounds the search for the end. */
const longestQuotation = 200;

const closing: Record<string, string> = { '"': '"', '“': '”', '„': '“”', '«': '»', '»': '«', '「': '」', '『': '』', '＂': '＂' };

const filterStart = new RegExp(`(${filterNames.join('|')}):(?=[\\p{L}\\p{N}."“„«])`, 'iuy');
const bareValue = /[^\s"“”„«»]+/uy;
// Where words stand without spaces, letters around it do not make a quotation mark part of a word.
const wordBefore = new RegExp(String.raw`[[\p{L}\p{N}\p{M}_:\/.@\-]--[${unspacedScripts}]]`, 'v');
const wordCharacter = /[\p{L}\p{N}]/u;
const wordAfter = new RegExp(String.raw`[[\p{L}\p{N}]--[${unspacedScripts}]]`, 'v');

/**
 * Quotation marks ("…", “…”, „…“, «…», 「…」) hold a phrase, `name:value` and `name:"value"` are filters. Everything else is
 * text, also a quotation mark without its partner, an inch mark, and what only looks like a filter (`http://…`,
 * `std::vector`, `note: see`). Takes time linear in the length of the text.
 */
export function splitQuery(typed: string): QueryPiece[] {
  const pieces: QueryPiece[] = [];
  let plainFrom = 0;
  let at = 0;
  const take = (piece: QueryPiece) => {
    if (piece.start > plainFrom) pieces.push({ kind: 'text', start: plainFrom, end: piece.start });
    pieces.push(piece);
    plainFrom = piece.end;
    at = piece.end;
  };
  while (at < typed.length) {
    const begins = at === 0 || !wordBefore.test(typed[at - 1] ?? '');
    const piece = begins ? (filterAt(typed, at) ?? phraseAt(typed, at)) : undefined;
    if (piece) take(piece);
    else at += 1;
  }
  if (plainFrom < typed.length) pieces.push({ kind: 'text', start: plainFrom, end: typed.length });
  return pieces;
}

function filterAt(typed: string, start: number): QueryPiece | undefined {
  filterStart.lastIndex = start;
  const found = filterStart.exec(typed);
  const name = filterNames.find((each) => each === found?.[1]?.toLowerCase());
  if (!found || !name) return undefined;
  const valueStart = start + found[0].length;
  const quoted = quotationAt(typed, valueStart);
  if (quoted) return { kind: 'filter', start, end: quoted.end, name, value: quoted.words };
  bareValue.lastIndex = valueStart;
  // The comma or full stop after it belongs to the sentence.
  const value = bareValue.exec(typed)?.[0].replace(/[,.;:!?)\]]+$/, '') ?? '';
  return wordCharacter.test(value) ? { kind: 'filter', start, end: valueStart + value.length, name, value } : undefined;
}

function phraseAt(typed: string, start: number): QueryPiece | undefined {
  const quoted = quotationAt(typed, start);
  return quoted && { kind: 'phrase', start, end: quoted.end, phrase: quoted.words };
}

function quotationAt(typed: string, start: number): { words: string; end: number } | undefined {
  const opening = typed[start] ?? '';
  const closers = closing[opening];
  const first = typed[start + 1] ?? '';
  // French sets a space after its marks; elsewhere a mark before a space opens nothing.
  if (!closers || closers.includes(first) || (opening !== '«' && /\s/u.test(first))) return undefined;
  const last = Math.min(typed.length, start + longestQuotation + 2);
  for (let end = start + 1; end < last; end++) {
    // Inside a word it closes nothing.
    if (!closers.includes(typed[end] ?? '') || wordAfter.test(typed[end + 1] ?? '')) continue;
    const words = typed.slice(start + 1, end).trim();
    return wordCharacter.test(words) ? { words, end: end + 1 } : undefined;
  }
  return undefined;
}
