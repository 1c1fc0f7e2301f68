'use client';

import { useState } from 'react';
import type { ReaderPlace } from '@/components/reader/reader-place';
import { Button } from '@/components/ui/button';
import type { Making, MakingPassage } from '@/lib/explain/making';
import { pageLabel } from '@/lib/retrieval/page-label';

const shownFirst = 6;

const fates: Record<MakingPassage['fate'], string> = {
  packed: 'Read for the answer',
  found: 'Found, not read',
  copy: 'Left out: a better passage says the same',
  below: 'Found, too far down',
};

/** The passages that were found, with their places in each list and what became of them. */
export function MakingPassages({ passages, onSource }: { passages: Making['passages']; onSource: (place: ReaderPlace) => void }) {
  const [all, setAll] = useState(false);
  if (passages.length === 0) return null;
  const shown = all ? passages : passages.slice(0, shownFirst);
  return (
    <>
      <ol aria-label="Passages" className="mt-2 divide-y divide-line border-y border-line text-sm">
        {shown.map((passage) => (
          <li key={passage.passageId} className="py-2">
            <Name passage={passage} onSource={onSource} />
            <p className="tabular-nums">{passage.why ?? fates[passage.fate]}</p>
            <p className="text-muted tabular-nums">{placesOf(passage).join(' · ')}</p>
          </li>
        ))}
      </ol>
      {passages.length > shown.length && (
        <Button size="small" className="mt-2" onClick={() => setAll(true)}>
          Show all {passages.length}
        </Button>
      )}
    </>
  );
}

function Name({ passage: { shown }, onSource }: { passage: MakingPassage; onSource: (place: ReaderPlace) => void }) {
  if (!shown) return <p className="text-muted">A passage that is no longer there, or that you may not see</p>;
  const { documentId, versionId, documentName, start, end, excerpt } = shown;
  const open = () => onSource({ kind: 'document', documentId, versionId, span: { start, end } });
  return (
    <button type="button" onClick={open} className="block w-full rounded-sm text-left hover:bg-wash">
      <span className="flex items-baseline gap-x-2">
        <span className="min-w-0 truncate font-medium">{documentName}</span>
        {shown.page !== undefined && <span className="shrink-0 text-muted tabular-nums">{pageLabel(shown)}</span>}
      </span>
      <span className="line-clamp-1 text-muted">{excerpt}</span>
    </button>
  );
}

function placesOf({ keyword, vector, exact, fused, rerank, order }: MakingPassage): string[] {
  const place = (name: string, ranked: { rank: number } | undefined) => (ranked ? [`${name} no. ${ranked.rank}`] : []);
  return [
    ...place('words', keyword),
    ...place('meaning', vector),
    ...(exact ? [`${exact.share.toLocaleString('en', { style: 'percent' })} in exact words`] : []),
    ...place('fused', fused),
    ...place('reranked', rerank),
    ...place('in the end', order),
  ];
}
