import { describe, expect, it } from 'vitest';
import { documentHref, placeFromQuery, queryWithPlace } from './reader-place';

describe('reader-place', () => {
  it('G3: a place survives the way into an address and back, and leaves other names alone', () => {
    for (const place of [
      { kind: 'citation', citationId: 'c1' } as const,
      { kind: 'document', documentId: 'd1', versionId: 'v2', span: { start: 4, end: 9 }, page: undefined } as const,
    ]) {
      const query = queryWithPlace(new URLSearchParams('q=leave&source=old&page=3'), place);
      expect(query.get('q')).toBe('leave');
      expect(placeFromQuery(query)).toEqual(place);
    }
  });

  it('closing leaves nothing of the place behind', () => {
    expect(queryWithPlace(new URLSearchParams('q=x&document=d&start=1&end=2&page=9'), undefined).toString()).toBe('q=x');
  });

  it('ignores positions that are none', () => {
    expect(placeFromQuery(new URLSearchParams('document=d&start=-1&end=1e9&page=x'))).toEqual({ kind: 'document', documentId: 'd', versionId: undefined, span: undefined, page: undefined });
    expect(placeFromQuery(new URLSearchParams('q=x'))).toBeUndefined();
  });

  it('names the document in the path of its own page', () => {
    expect(documentHref({ kind: 'document', documentId: 'd/1', span: { start: 1, end: 2 } })).toBe('/documents/d%2F1?start=1&end=2');
  });
});
