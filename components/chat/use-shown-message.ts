'use client';

import { useSearchParams } from 'next/navigation';
import { useEffect, useEffectEvent } from 'react';
import type { FootnoteMessage } from '@/lib/chats/chat-message';

/** Brings the message that the address names (`?message=`) into view, on whichever branch of the chat it stands. */
export function useShownMessage(messages: FootnoteMessage[], switchTo: (messageId: string) => void): void {
  const wanted = useSearchParams().get('message');
  const isThere = wanted !== null && messages.some((message) => message.id === wanted);
  const change = useEffectEvent(switchTo);
  useEffect(() => {
    if (wanted === null) return undefined;
    if (!isThere) {
      change(wanted);
      return undefined;
    }
    // In the next frame but one: in the first, the page goes to the chat's end.
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => bringIntoView(wanted));
    });
    return () => cancelAnimationFrame(frame);
  }, [wanted, isThere]);
}

function bringIntoView(messageId: string): void {
  const name = CSS.escape(messageId);
  document.querySelector(`[data-message="${name}"]`)?.scrollIntoView();
  // Of a long chat, what is out of sight is not drawn before it is looked for.
  document.querySelector(`[data-unseen="${name}"]`)?.dispatchEvent(new Event('beforematch', { bubbles: true }));
}
