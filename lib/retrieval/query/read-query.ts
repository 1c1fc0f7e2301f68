// What a person typed into the search field or the composer, taken apart. Client-safe.
import type { Notice } from '@/lib/chats/chat-message';
import type { ReachFilters } from '../reach';
import { editDistance } from '../words/edit-distance';
import { formatNamed, formatNames } from './format-names';
import { readDate } from './read-date';
import { type QueryPiece, splitQuery } from './split-query';

export type ReadQuery = {
  /** What is searched for: the typed words without filters and quotation marks. */
  text: string;
  /** Words in quotation marks, which a passage must hold in this order. They stand in `text` too. */
  phrases: string[];
  filters: ReachFilters;
  /** Names of collections or documents to search in, as typed after `in:`. */
  places: string[];
  /** What was written like a filter and could not be read, one sentence each. */
  notices: Notice[];
};

/** More than anybody needs; what follows is read as plain words. */
const mostPhrases = 10;
const mostFilters = 20;

/**
 * Reads quoted phrases and filters: `type:pdf` (or several: `type:word,excel`), `in:handbook`, `after:2025-01` (from
 * that day, month or year on), `before:2025-02-03` (up to, but without it), `on:2024` (within it). A filter whose value
 * is unknown stays among the words, and a notice says so.
 */
export function readQuery(typed: string): ReadQuery {
  const read: ReadQuery = { text: typed, phrases: [], filters: {}, places: [], notices: [] };
  const pieces = splitQuery(typed);
  if (pieces.every((piece) => piece.kind === 'text')) return read;
  let filters = 0;
  const words = pieces.map((piece, i) => {
    const asTyped = typed.slice(piece.start, piece.end);
    if (piece.kind === 'phrase' && read.phrases.length < mostPhrases) {
      read.phrases.push(piece.phrase);
      // Its marks alone may have kept it from another one.
      return pieces[i + 1]?.kind === 'phrase' ? `${piece.phrase} ` : piece.phrase;
    }
    if (piece.kind === 'filter' && filters < mostFilters) {
      filters += 1;
      return applyFilter(read, piece) ? ' ' : asTyped;
    }
    return asTyped;
  });
  read.text = words.join('').replace(/\s+/g, ' ').trim();
  return read;
}

/** Whether the filter was understood, in part at least. */
function applyFilter(read: ReadQuery, { name, value }: QueryPiece & { kind: 'filter' }): boolean {
  if (name === 'in') {
    read.places.push(value);
    return true;
  }
  if (name === 'type') return value.split(',').filter((part) => applyFormat(read, part)).length > 0;
  const period = readDate(value);
  if (!period) {
    notice(read, `filter:${name}`, `“${shown(value)}” after ${name}: is not a date. Write a date as 2025, 2025-01 or 2025-01-31.`);
    return false;
  }
  const { filters } = read;
  if (name !== 'before' && (filters.createdFrom ?? '') < period.from) filters.createdFrom = period.from;
  const end = name === 'on' ? period.before : name === 'before' ? period.from : undefined;
  if (end !== undefined && (filters.createdBefore ?? '9999') > end) filters.createdBefore = end;
  return true;
}

function applyFormat(read: ReadQuery, name: string): boolean {
  if (name === '') return false;
  const format = formatNamed(name);
  if (format) {
    read.filters.formats = [...new Set([...(read.filters.formats ?? []), format])];
    return true;
  }
  const meant = nearestName(name, formatNames);
  notice(read, 'filter:type', `No kind of file is called “${shown(name)}”. ${meant ? `Did you mean type:${meant}?` : 'Known are pdf, word, powerpoint, excel, html, markdown, text and csv.'}`);
  return false;
}

/** Each code stands once; what else there is to say under it is added. */
function notice(read: ReadQuery, code: string, message: string): void {
  const same = read.notices.find((other) => other.code === code);
  if (!same) read.notices.push({ code, message });
  else if (!same.message.includes(message)) same.message += ` ${message}`;
}

/** A value as a sentence can hold it. */
export function shown(value: string): string {
  return value.length > 40 ? `${value.slice(0, 39).toWellFormed()}…` : value;
}

/** The name that was probably meant by a mistyped one: at most one letter in three may differ, and no more than two. */
export function nearestName(typed: string, names: string[]): string | undefined {
  const most = Math.min(2, Math.floor(typed.length / 3));
  let nearest: { name: string; distance: number } | undefined;
  for (const name of names) {
    const distance = editDistance(typed.toLowerCase(), name.toLowerCase(), most);
    if (distance !== undefined && distance < (nearest?.distance ?? Number.POSITIVE_INFINITY)) nearest = { name, distance };
  }
  return nearest?.name;
}
