'use client';

import { openReader } from '@/components/shell/reader-address';
import { placeOf, whyNoQuote } from '@/lib/chats/answer-words';
import type { PersonSource } from '@/lib/chats/chat-message';

/** The passages and documents that a person's answer names; each opens where it stands, if the reader may see it. */
export function PersonSources({ sources }: { sources: PersonSource[] }) {
  if (sources.length === 0) return null;
  return (
    <ul aria-label="Sources of this answer" className="mt-2 flex flex-col gap-0.5">
      {sources.map((source) => (
        <li key={source.number} className="text-sm">
          <PersonSourceLine source={source} />
        </li>
      ))}
    </ul>
  );
}

function PersonSourceLine({ source }: { source: PersonSource }) {
  const missing = whyNoQuote(source);
  if (missing) {
    return (
      <span className="text-muted">
        {source.documentName} — {missing}
      </span>
    );
  }
  const whole = source.start === source.end;
  return (
    <button
      type="button"
      onClick={() =>
        openReader({
          kind: 'document',
          documentId: source.documentId,
          ...(!whole && { versionId: source.versionId, span: { start: source.start, end: source.end } }),
          page: source.page,
        })
      }
      className="-mx-2 w-[calc(100%+1rem)] min-h-6 rounded-md px-2 py-1 text-left hover:bg-wash"
    >
      <span className="line-clamp-2">
        <span className="font-medium">{placeOf(source)}</span>
        {whole && <span className="text-muted"> — the whole document</span>}
        {!whole && (
          <span className="text-muted">
            {' — '}
            <span className="font-serif">&ldquo;{source.quote}&rdquo;</span>
          </span>
        )}
      </span>
    </button>
  );
}
