'use client';

import dynamic from 'next/dynamic';
import { useSearchParams } from 'next/navigation';
import { useMemo } from 'react';
import { whenReachable } from '@/components/shell/reachability';
import { PageSkeleton } from './page-skeleton';
import { documentHref, documentPlace } from './reader-place';

const ReaderView = dynamic(whenReachable(() => import('./reader-view').then((module) => module.ReaderView)), { ssr: false, loading: () => <PageSkeleton /> });

/** A document on a page of its own, at the place that the address names. */
export function ReaderPage({ documentId }: { documentId: string }) {
  const query = useSearchParams();
  const place = useMemo(() => documentPlace(documentId, new URLSearchParams(query)), [documentId, query]);
  return (
    <div className="h-full min-h-0 flex-1">
      <ReaderView page place={place} citations={[]} onPlace={(to) => to.kind === 'document' && window.history.pushState(null, '', documentHref(to))} />
    </div>
  );
}
