// Lets controls beside a search field write their choice into the words of the field. Client-safe.
import { formatNamed } from './format-names';
import { type FilterName, filterNames, splitQuery } from './split-query';

/** The typed text with this value for a filter in place of its earlier ones; without the filter when no value is given. */
export function writeFilter(typed: string, name: FilterName, value: string | undefined): string {
  const kept = splitQuery(typed)
    .filter((piece) => piece.kind !== 'filter' || piece.name !== name)
    .map((piece) => typed.slice(piece.start, piece.end))
    .join('')
    .replace(/\s+/g, ' ')
    .trim();
  if (value === undefined) return kept;
  const filter = `${name}:${/^[\p{L}\p{N}][\p{L}\p{N}_-]*$/u.test(value) ? value : `"${value.replaceAll('"', '').trim()}"`}`;
  const written = `${kept} ${filter}`.trim();
  // A quotation mark that was never closed would swallow what comes after it.
  return splitQuery(written).some((piece) => written.slice(piece.start, piece.end) === filter) ? written : `${filter} ${kept}`;
}

/** The typed text from a day on, in place of every other date in it; of any time when none is given. */
export function writeDate(typed: string, from: string | undefined): string {
  return writeFilter(writeFilter(writeFilter(typed, 'on', undefined), 'before', undefined), 'after', from);
}

/** Whether any filter stands in the typed text. */
export function hasFilter(typed: string): boolean {
  return splitQuery(typed).some((piece) => piece.kind === 'filter');
}

/** The typed text without any filter. */
export function withoutFilters(typed: string): string {
  return filterNames.reduce((text, name) => writeFilter(text, name, undefined), typed);
}

/** The values of a filter as typed, with commas between; undefined without the filter. */
export function filterValue(typed: string, name: FilterName): string | undefined {
  const values = splitQuery(typed).flatMap((piece) => (piece.kind === 'filter' && piece.name === name ? [piece.value] : []));
  return values.length > 0 ? values.join(', ') : undefined;
}

/** The value of `type:`; one format by the name that documents bear. */
export function formatFilter(typed: string): string | undefined {
  const value = filterValue(typed, 'type');
  return value === undefined ? undefined : (formatNamed(value) ?? value);
}

/** All filters by date as typed: "after:2025-01 before:2025-03". */
export function dateFilter(typed: string): string | undefined {
  const dates = splitQuery(typed).flatMap((piece) => (piece.kind === 'filter' && ['after', 'before', 'on'].includes(piece.name) ? [`${piece.name}:${piece.value}`] : []));
  return dates.length > 0 ? dates.join(' ') : undefined;
}
