'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import type { MouseEvent } from 'react';
import { cutByMarks } from '@/components/reader/cut-by-marks';
import { documentHref, queryWithPlace, type ReaderPlace } from '@/components/reader/reader-place';
import { Skeleton } from '@/components/ui/skeleton';
import type { SearchResult } from '@/lib/search/search-result';
import { pageLabel } from '@/lib/retrieval/page-label';

const reasons: Record<SearchResult['why'], string> = { keyword: 'Same words', 'other-name': 'Also searched for', meaning: 'Close in meaning', both: 'Same words and close in meaning' };

/** Passages found, best first. A click opens the reader beside the list; a new tab shows the document's own page. */
export function SearchResults({ results }: { results: SearchResult[] }) {
  const query = useSearchParams();
  const path = usePathname();
  const open = (event: MouseEvent, place: ReaderPlace) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    window.history.pushState(null, '', `${path}?${queryWithPlace(new URLSearchParams(query), place)}`);
  };
  return (
    <ol className="mt-2 divide-y divide-line">
      {results.map((result) => {
        const place: ReaderPlace & { kind: 'document' } = { kind: 'document', documentId: result.documentId, versionId: result.versionId, span: { start: result.start, end: result.end } };
        const marks = result.marks.map((mark) => ({ ...mark, kind: 'quote' as const }));
        return (
          <li key={result.passageId}>
            <a data-search-stop href={documentHref(place)} onClick={(event) => open(event, place)} className="block rounded-md px-2 py-4 -outline-offset-2 hover:bg-wash">
              <span className="flex flex-wrap items-baseline gap-x-2">
                <span className="font-semibold">{result.documentName}</span>
                {result.page !== undefined && <span className="text-sm text-muted tabular-nums">{pageLabel(result)}</span>}
                {result.heading && <span className="min-w-0 truncate text-sm text-muted">{result.heading}</span>}
              </span>
              <span className="mt-1 line-clamp-4 font-serif text-lg">
                {cutByMarks({ start: 0, end: result.excerpt.length }, marks).map((piece) => {
                  const words = result.excerpt.slice(piece.start, piece.end);
                  return piece.mark ? <mark key={piece.start}>{words}</mark> : words;
                })}
              </span>
              <span className="mt-1 block text-sm text-muted">{reasons[result.why]}</span>
            </a>
          </li>
        );
      })}
    </ol>
  );
}

/** Results to come, in their final layout. */
export function ResultsSkeleton() {
  return (
    <div aria-busy className="mt-2 divide-y divide-line">
      {[0, 1, 2, 3].map((n) => (
        <div key={n} className="flex flex-col gap-2 px-2 py-4">
          <Skeleton className="w-1/3" />
          <Skeleton className="w-full" />
          <Skeleton className="w-4/5" />
        </div>
      ))}
    </div>
  );
}
