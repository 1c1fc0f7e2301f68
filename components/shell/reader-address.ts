// Moves the reader's place in the URL without asking the server, so the page beside it keeps its state.
import { placeFromQuery, queryWithPlace, type ReaderPlace } from '@/components/reader/reader-place';

/** Whether the address asks for the reader. */
export function isReaderOpen(query: URLSearchParams): boolean {
  return placeFromQuery(query) !== undefined;
}

/** Opens the reader at a citation. */
export function openSource(citationId: string): void {
  openReader({ kind: 'citation', citationId });
}

/** Opens the reader at a place; without one, closes it. A step in the history either way. */
export function openReader(place: ReaderPlace | undefined): void {
  const url = new URL(window.location.href);
  url.search = queryWithPlace(url.searchParams, place).toString();
  if (url.href !== window.location.href) window.history.pushState(null, '', url);
}

/** Closes the reader and leaves the page as it is. */
export function closeReader(): void {
  openReader(undefined);
}
