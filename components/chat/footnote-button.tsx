'use client';

import { type RefObject, useEffect, useRef, useState } from 'react';
import { openSource } from '@/components/shell/reader-address';
import { Popover, PopoverAnchor, PopoverContent } from '@/components/ui/popover';
import { placeOf, whyNoQuote } from '@/lib/chats/answer-words';
import type { MessageCitation } from '@/lib/chats/chat-message';

/** Id of the element with the quoted words, at the foot of the answer. */
export function quoteId(citation: MessageCitation): string {
  return `quote-${citation.id}`;
}

const delay = 120;

/** The small number in the text. Hover or focus shows the quote; click or Enter opens the reader at the words. */
export function FootnoteButton({ citation }: { citation: MessageCitation }) {
  const button = useRef<HTMLButtonElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [open, setOpen] = useState(false);
  /** Focus that comes back from the reader is no wish to see the quote, which would cover the notes beside it. */
  const isInReader = useRef(false);

  useEffect(() => () => clearTimeout(timer.current), []);
  const soon = (next: boolean) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setOpen(next), delay);
  };

  return (
    <>
      <button
        ref={button}
        type="button"
        className="footnote"
        aria-label={`Footnote ${citation.number}: ${placeOf(citation)}`}
        aria-describedby={quoteId(citation)}
        onClick={() => {
          clearTimeout(timer.current);
          setOpen(false);
          isInReader.current = true;
          openSource(citation.id);
        }}
        onPointerEnter={(event) => event.pointerType === 'mouse' && soon(true)}
        onPointerLeave={() => soon(false)}
        onFocus={(event) => {
          if (event.target.matches(':focus-visible') && !isInReader.current) soon(true);
          isInReader.current = false;
        }}
        onBlur={() => soon(false)}
      >
        {citation.number}
      </button>
      {open && (
        <Popover open onOpenChange={setOpen}>
          <PopoverAnchor virtualRef={button as RefObject<HTMLButtonElement>} />
          <PopoverContent
            role="tooltip"
            align="center"
            side="top"
            className="w-96 p-4"
            onPointerEnter={() => soon(true)}
            onPointerLeave={() => soon(false)}
            onOpenAutoFocus={(event) => event.preventDefault()}
            onCloseAutoFocus={(event) => event.preventDefault()}
            onFocusOutside={(event) => event.preventDefault()}
          >
            <QuoteCard citation={citation} />
          </PopoverContent>
        </Popover>
      )}
    </>
  );
}

function QuoteCard({ citation }: { citation: MessageCitation }) {
  const missing = whyNoQuote(citation);
  return (
    <div>
      {missing ? (
        <p className="text-muted first-letter:uppercase">{missing}.</p>
      ) : (
        <blockquote className="line-clamp-8 font-serif text-[1rem] leading-relaxed">&ldquo;{citation.quote}&rdquo;</blockquote>
      )}
      <p className="mt-3 text-sm font-medium break-words">{placeOf(citation)}</p>
      {citation.heading && <p className="text-sm text-muted">{citation.heading}</p>}
    </div>
  );
}
