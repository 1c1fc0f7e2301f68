'use client';

import { type Dispatch, type SetStateAction, useCallback, useRef, useState } from 'react';
import type { FootnoteMessage } from '@/lib/chats/chat-message';
import { sendJson, sentenceOf } from '@/lib/http/send-json';
import { hasEarlier } from './join-path';

export type Earlier = {
  /** Whether the chat goes on above what is shown. */
  more: boolean;
  /** Why what is above could not be loaded. */
  failed: string | undefined;
  load: () => void;
};

/** Loads what stands above the first message of a chat, a page at a time, when it is asked for. */
export function useEarlier(chatId: string, messages: FootnoteMessage[], setMessages: Dispatch<SetStateAction<FootnoteMessage[]>>): Earlier {
  const first = messages[0]?.id;
  const [failed, setFailed] = useState<string>();
  const under = useRef<string>(undefined);

  const load = useCallback(() => {
    if (first === undefined || under.current === first) return;
    under.current = first;
    setFailed(undefined);
    sendJson<{ messages: FootnoteMessage[] }>('GET', `/api/chats/${chatId}?before=${encodeURIComponent(first)}`)
      // Another branch may have been chosen in the meantime.
      .then((earlier) => setMessages((shown) => (shown[0]?.id === first ? [...earlier.messages, ...shown] : shown)))
      .catch((error: unknown) => setFailed(sentenceOf(error)))
      .finally(() => {
        under.current = undefined;
      });
  }, [chatId, first, setMessages]);

  return { more: hasEarlier(messages), failed, load };
}
