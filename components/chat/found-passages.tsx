'use client';

import { openReader } from '@/components/shell/reader-address';
import { placeOf } from '@/lib/chats/answer-words';
import type { FoundPassage } from '@/lib/chats/chat-message';

/** Passages as small cards: while an answer is on its way, and the closest ones where none could be given. */
export function FoundPassages(props: { passages: FoundPassage[]; label: string; limit: number }) {
  if (props.passages.length === 0) return null;
  return (
    <section aria-label={props.label} className="my-3">
      <ul className="grid max-w-measure grid-cols-1 gap-2 sm:grid-cols-3">
        {props.passages.slice(0, props.limit).map((passage) => (
          <li key={passage.passageId} className="min-w-0">
            <button
              type="button"
              onClick={() =>
                openReader({
                  kind: 'document',
                  documentId: passage.documentId,
                  versionId: passage.versionId,
                  span: { start: passage.start, end: passage.end },
                  page: passage.page,
                })
              }
              className="flex h-full w-full flex-col gap-1 rounded-md border border-line bg-raised px-3 py-2 text-left hover:border-edge"
            >
              <span className="w-full truncate text-sm font-medium">{placeOf(passage)}</span>
              <span className="line-clamp-2 font-serif text-sm text-muted">{passage.excerpt}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
