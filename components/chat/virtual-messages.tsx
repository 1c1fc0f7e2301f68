'use client';

import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual';
import { memo, useCallback, useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from 'react';
import { type FootnoteMessage, footnoteMark } from '@/lib/chats/chat-message';
import type { MessageListProps } from './message-list';
import { textOf } from './message-parts';

/** Before the page knows its own size, on the server too, it is taken for one of this height. */
const firstHeight = 900;

/**
 * A long chat. Near the view messages are drawn; of the others the words alone are kept where the browser's own search
 * finds them. What has the focus stays drawn wherever it is, so that nobody loses a form or their place.
 */
export function VirtualMessages({ messages, draw }: MessageListProps) {
  const list = useRef<HTMLDivElement>(null);
  const [above, setAbove] = useState(0);
  const [focused, setFocused] = useState<string>();
  const kept = focused === undefined ? -1 : messages.findIndex((message) => message.id === focused);

  useLayoutEffect(() => setAbove(list.current?.offsetTop ?? 0), []);
  const withKept = useCallback(
    (range: Range) => {
      const near = defaultRangeExtractor(range);
      return kept < 0 || near.includes(kept) ? near : [...near, kept].sort((a, b) => a - b);
    },
    [kept],
  );
  // Another function would make it measure everything anew.
  const keyOf = useCallback((index: number) => messages[index]?.id ?? index, [messages]);
  // oxlint-disable-next-line react/incompatible-library -- the virtualiser is not handed on, so memoised children cannot go stale
  const virtual = useVirtualizer({
    count: messages.length,
    getScrollElement: () => list.current?.closest('main') ?? null,
    getItemKey: keyOf,
    estimateSize: (index) => heightOf(messages[index]),
    rangeExtractor: withKept,
    overscan: 4,
    scrollMargin: above,
    // Messages that are loaded above leave what is read where it is.
    anchorTo: 'end',
    initialRect: { width: 720, height: firstHeight },
    initialOffset: () => messages.reduce((sum, message) => sum + heightOf(message), 0),
  });

  const show = (at: number) => at >= 0 && virtual.scrollToIndex(at, { align: 'start' });
  // A link to a footnote opens at its answer.
  const open = useEffectEvent(() => {
    const source = new URLSearchParams(window.location.search).get('source');
    if (source === null) return;
    const at = messages.findIndex((message) => message.parts.some((part) => part.type === 'data-citation' && part.data.id === source));
    requestAnimationFrame(() => show(at));
  });
  const find = useEffectEvent((event: Event) => {
    const id = (event.target as HTMLElement).dataset.unseen;
    show(messages.findIndex((message) => message.id === id));
  });
  useEffect(() => {
    open();
    const element = list.current;
    const found = (event: Event) => find(event);
    const focus = (event: Event) => setFocused((event.target as HTMLElement).closest<HTMLElement>('[data-message]')?.dataset.message);
    element?.addEventListener('beforematch', found);
    element?.addEventListener('focusin', focus);
    return () => {
      element?.removeEventListener('beforematch', found);
      element?.removeEventListener('focusin', focus);
    };
  }, []);

  const items = virtual.getVirtualItems();
  const drawn = new Set(items.map((item) => item.index));
  return (
    <div ref={list} className="relative">
      <div role="feed" aria-label="Questions and answers" style={{ height: virtual.getTotalSize() }}>
        {items.map((item) => {
          const message = messages[item.index];
          return (
            message && (
              <article
                key={item.key}
                ref={virtual.measureElement}
                data-index={item.index}
                data-message={message.id}
                aria-posinset={item.index + 1}
                aria-setsize={messages.length}
                aria-label={message.role === 'user' ? 'Question' : 'Answer'}
                className="absolute inset-x-0 top-0 flow-root"
                style={{ transform: `translateY(${item.start - above}px)` }}
              >
                {draw(message)}
              </article>
            )
          );
        })}
      </div>
      {messages.map((message, index) => !drawn.has(index) && <Unseen key={message.id} message={message} />)}
    </div>
  );
}

/** The words of a message that is not drawn, for the browser's own search; what it finds is brought into view. */
const Unseen = memo(function Unseen({ message }: { message: FootnoteMessage }) {
  return (
    <div ref={hideUntilFound} data-unseen={message.id} hidden className="absolute inset-x-0 top-0">
      {textOf(message).replaceAll(footnoteMark, '')}
    </div>
  );
});

/** Not as a property: React knows "hidden" only as on or off. */
function hideUntilFound(element: HTMLElement | null) {
  element?.setAttribute('hidden', 'until-found');
}

// Asked for a thousand messages each time something is written at the end of them.
const guessed = new WeakMap<FootnoteMessage['parts'], number>();

/** A first guess in pixels, before the message is drawn and measured. */
function heightOf(message: FootnoteMessage | undefined): number {
  if (!message) return 0;
  const known = guessed.get(message.parts);
  if (known !== undefined) return known;
  const lines = Math.ceil(textOf(message).length / 75);
  const citations = message.parts.filter((part) => part.type === 'data-citation').length;
  const height = message.role === 'user' ? 80 + 28 * Math.min(lines, 8) : 70 + 30 * lines + 50 * citations;
  guessed.set(message.parts, height);
  return height;
}
