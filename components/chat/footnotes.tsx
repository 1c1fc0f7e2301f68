'use client';

import { openSource } from '@/components/shell/reader-address';
import { placeOf, whyNoQuote } from '@/lib/chats/answer-words';
import type { MessageCitation } from '@/lib/chats/chat-message';
import { quoteId } from './footnote-button';

/** The notes, as at the foot of a page: `1  Travel policy, p. 4 — "…"`. */
export function Footnotes({ citations }: { citations: MessageCitation[] }) {
  if (citations.length === 0) return null;
  return (
    <section aria-label="Sources" className="mt-5 max-w-measure before:mb-3 before:block before:h-px before:w-24 before:bg-edge">
      <ol className="flex flex-col gap-0.5">
        {citations.map((citation) => (
          <li key={citation.id}>
            <button
              type="button"
              onClick={() => openSource(citation.id)}
              className="group -mx-2 flex min-h-6 w-[calc(100%+1rem)] gap-2 rounded-md px-2 py-1 text-left text-sm hover:bg-wash"
            >
              <span className="w-4 shrink-0 text-right font-medium text-accent tabular-nums group-hover:text-accent-strong">{citation.number}</span>
              <span className="line-clamp-2 min-w-0">
                <span className="font-medium">{placeOf(citation)}</span>
                <span className="text-muted">
                  {' — '}
                  {whyNoQuote(citation) ? (
                    <span id={quoteId(citation)}>{whyNoQuote(citation)}</span>
                  ) : (
                    <span id={quoteId(citation)} className="font-serif">
                      &ldquo;{citation.quote}&rdquo;
                    </span>
                  )}
                </span>
              </span>
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}
