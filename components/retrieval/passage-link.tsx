'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import type { MouseEvent } from 'react';
import { documentHref, queryWithPlace, type ReaderPlace } from '@/components/reader/reader-place';
import type { TrialPassage } from '@/lib/explain/explanation';
import { pageLabel } from '@/lib/retrieval/page-label';

/** A passage by its document and page, with its first words. A click opens the reader beside the page. */
export function PassageLink({ passage }: { passage: TrialPassage }) {
  const query = useSearchParams();
  const path = usePathname();
  const { documentId, versionId, start, end } = passage;
  const place: ReaderPlace & { kind: 'document' } = { kind: 'document', documentId, versionId, span: { start, end } };
  const open = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    window.history.pushState(null, '', `${path}?${queryWithPlace(new URLSearchParams(query), place)}`);
  };
  return (
    <a href={documentHref(place)} onClick={open} className="block min-w-0 rounded-sm hover:bg-wash">
      <span className="flex items-baseline gap-x-2">
        <span className="min-w-0 truncate font-medium">{passage.documentName}</span>
        {passage.page !== undefined && <span className="shrink-0 text-muted tabular-nums">{pageLabel(passage)}</span>}
      </span>
      <span className="line-clamp-2 text-muted">{passage.excerpt}</span>
    </a>
  );
}
