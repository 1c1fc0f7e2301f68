'use client';

import { useEffect, useState } from 'react';
import { Button } from '@/components/ui/button';
import type { ReadableVersion } from '@/lib/documents/read-version';
import { sendJson } from '@/lib/http/send-json';
import type { Span } from '@/lib/ingest/parse/parsed-document';
import type { PassageComparison } from '@/lib/versions/compare-passage';
import { WordChanges } from './word-changes';

type Props = {
  content: ReadableVersion;
  /** The words that are read, when it is a passage and not the whole document. */
  span: Span | undefined;
  /** An answer quotes them. */
  quoted: boolean;
  /** Opens the version that is searched now, at what became of the words. */
  onCurrent: (span?: Span) => void;
};

/** G4: the version that is shown is not the newest, and what became of the passage since. */
export function OldVersionNote({ content, span, quoted, onCurrent }: Props) {
  const compared = useComparison(content, span);
  const [open, setOpen] = useState(false);
  const differs = compared && compared.state !== 'same';
  return (
    <div role="note" className="max-h-[45%] shrink-0 overflow-y-auto border-b border-line px-4 py-2 text-sm">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <p>
          {quoted ? `This answer quotes version ${content.number}` : `This is version ${content.number}`}
          {compared ? <Became compared={compared} /> : '; the document has changed since.'}
        </p>
        {differs && (
          <Button size="small" aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? 'Hide what changed' : 'Show what changed'}
          </Button>
        )}
        <Button size="small" onClick={() => onCurrent(compared?.place)}>
          {compared?.state === 'same' ? 'Open it in the newest version' : 'Open the newest version'}
        </Button>
      </div>
      {differs && open && (
        <div className="mt-2 border-s-2 border-line ps-3">
          <WordChanges changes={compared.difference} className="text-lg" />
        </div>
      )}
    </div>
  );
}

function Became({ compared: { state, changedIn, current } }: { compared: PassageComparison }) {
  if (state === 'same') return `. The passage is still the same in the newest version (${current.number}).`;
  const what = state === 'changed' ? 'This passage changed' : 'This passage was taken out';
  if (!changedIn) return `. ${what} since.`;
  const day = new Date(changedIn.createdAt).toLocaleDateString(undefined, { dateStyle: 'long' });
  return `. ${what} on ${day}, with version ${changedIn.number}.`;
}

/** What became of the span; undefined while that is not known. The note is then the plain one, which is true as well. */
function useComparison({ documentId, versionId }: ReadableVersion, span: Span | undefined): PassageComparison | undefined {
  const [known, setKnown] = useState<{ key: string; compared: PassageComparison }>();
  const key = span && `/api/documents/${encodeURIComponent(documentId)}/versions/${encodeURIComponent(versionId)}/changes?start=${span.start}&end=${span.end}`;
  useEffect(() => {
    if (key === undefined) return undefined;
    const abort = new AbortController();
    sendJson<PassageComparison>('GET', key, undefined, { signal: abort.signal }).then(
      (compared) => setKnown({ key, compared }),
      () => {},
    );
    return () => abort.abort();
  }, [key]);
  return known?.key === key ? known?.compared : undefined;
}
