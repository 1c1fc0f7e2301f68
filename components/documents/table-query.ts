// What the documents table shows, as it stands in the page's address and as the server is asked for it.
import type { DocumentSort } from '@/lib/documents/document-row';

/** Names of its own, because the reader owns `page`, `document` and others in the same address. */
export type TableQuery = {
  q: string;
  state: string;
  format: string;
  collection: string;
  sort: DocumentSort;
  dir: 'asc' | 'desc';
  p: number;
};

const standard: TableQuery = { q: '', state: '', format: '', collection: '', sort: 'uploaded', dir: 'desc', p: 1 };
const sorts: DocumentSort[] = ['name', 'format', 'state', 'pages', 'passages', 'size', 'uploaded'];

export function tableQueryOf(address: URLSearchParams): TableQuery {
  const text = (name: 'q' | 'state' | 'format' | 'collection') => address.get(name)?.slice(0, 200) ?? '';
  const page = Number(address.get('p') ?? 1);
  return {
    q: text('q'),
    state: text('state'),
    format: text('format'),
    collection: text('collection'),
    sort: sorts.find((sort) => sort === address.get('sort')) ?? standard.sort,
    dir: address.get('dir') === 'asc' ? 'asc' : 'desc',
    p: Number.isInteger(page) && page > 0 ? page : 1,
  };
}

/** The address with this query in it; what belongs to others stays. */
export function addressOf(query: TableQuery, address: URLSearchParams): string {
  const next = new URLSearchParams(address);
  for (const name of Object.keys(standard) as (keyof TableQuery)[]) {
    if (query[name] === standard[name]) next.delete(name);
    else next.set(name, String(query[name]));
  }
  return next.size > 0 ? `?${next}` : '';
}

/** The query string for GET /api/documents. */
export function requestOf(query: TableQuery): string {
  const request = new URLSearchParams({ sort: query.sort, direction: query.dir, page: String(query.p) });
  if (query.q) request.set('search', query.q);
  if (query.state) request.set('state', query.state);
  if (query.format) request.set('format', query.format);
  if (query.collection) request.set('collectionId', query.collection);
  return request.toString();
}

export function isFiltered(query: TableQuery): boolean {
  return query.q !== '' || query.state !== '' || query.format !== '' || query.collection !== '';
}
