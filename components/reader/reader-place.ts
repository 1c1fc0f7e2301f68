// What the reader shows, and how that stands in an address: a link, a reload and the back button all come through here.
import type { Span } from '@/lib/ingest/parse/parsed-document';

/** Either a footnote, or a place in a document (its current version unless one is named). */
export type ReaderPlace =
  | { kind: 'citation'; citationId: string }
  | { kind: 'document'; documentId: string; versionId?: string; span?: Span; page?: number };

/** The names that the reader owns in a query; others are left alone. */
const names = ['source', 'document', 'version', 'start', 'end', 'page'] as const;

/** The place that a query asks for; undefined when it asks for none. Numbers that are none are ignored. */
export function placeFromQuery(query: URLSearchParams): ReaderPlace | undefined {
  const citationId = query.get('source');
  if (citationId) return { kind: 'citation', citationId };
  const documentId = query.get('document');
  return documentId ? documentPlace(documentId, query) : undefined;
}

/** The place in a document whose id is known from elsewhere (the path of its page). */
export function documentPlace(documentId: string, query: URLSearchParams): ReaderPlace {
  const start = whole(query.get('start'));
  const end = whole(query.get('end'));
  return {
    kind: 'document',
    documentId,
    versionId: query.get('version') ?? undefined,
    span: start !== undefined && end !== undefined && start < end ? { start, end } : undefined,
    page: whole(query.get('page')),
  };
}

/** `query` with the reader at `place`, or closed when there is none. Other names keep their values. */
export function queryWithPlace(query: URLSearchParams, place: ReaderPlace | undefined): URLSearchParams {
  const next = new URLSearchParams(query);
  for (const name of names) next.delete(name);
  if (place?.kind === 'citation') next.set('source', place.citationId);
  if (place?.kind === 'document') {
    next.set('document', place.documentId);
    for (const [name, value] of positionOf(place)) next.set(name, value);
  }
  return next;
}

/** Path of the document's own page at the place. */
export function documentHref(place: ReaderPlace & { kind: 'document' }): string {
  const query = new URLSearchParams(positionOf(place)).toString();
  return `/documents/${encodeURIComponent(place.documentId)}${query ? `?${query}` : ''}`;
}

function positionOf(place: ReaderPlace & { kind: 'document' }): [string, string][] {
  const position: [string, string][] = [];
  if (place.versionId) position.push(['version', place.versionId]);
  if (place.span) position.push(['start', String(place.span.start)], ['end', String(place.span.end)]);
  else if (place.page) position.push(['page', String(place.page)]);
  return position;
}

function whole(value: string | null): number | undefined {
  return value !== null && /^\d{1,9}$/.test(value) ? Number(value) : undefined;
}
