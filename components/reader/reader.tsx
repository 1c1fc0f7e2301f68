'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { useMemo } from 'react';
import { useAnswerCitations } from './citation-shelf';
import { placeFromQuery, queryWithPlace, type ReaderPlace } from './reader-place';
import { ReaderView } from './reader-view';

/**
 * The reader beside a page, shown while the address asks for it (`?source=` or `?document=`). The shell gives it room,
 * loads it lazily, and takes care of Esc and of the focus when it closes.
 */
export function ReaderPanel() {
  const query = useSearchParams();
  const path = usePathname();
  const place = useMemo(() => placeFromQuery(new URLSearchParams(query)), [query]);
  const citations = useAnswerCitations(place?.kind === 'citation' ? place.citationId : undefined);
  if (!place) return null;

  const go = (to: ReaderPlace | undefined, how: 'pushState' | 'replaceState') => {
    const next = queryWithPlace(new URLSearchParams(query), to).toString();
    // The page behind stays as it is: only the address changes, without asking the server.
    window.history[how](null, '', `${path}${next ? `?${next}` : ''}`);
  };
  return <ReaderView place={place} citations={citations} onPlace={(to) => go(to, 'replaceState')} onClose={() => go(undefined, 'pushState')} />;
}
