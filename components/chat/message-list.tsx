'use client';

import { type ReactNode, useEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import type { FootnoteMessage } from '@/lib/chats/chat-message';
import { VirtualMessages } from './virtual-messages';

/** Up to so many messages are all in the page: then the browser's own search, printing and selecting need no help. */
const drawnAtOnce = 60;

export type MessageListProps = {
  messages: FootnoteMessage[];
  draw: (message: FootnoteMessage) => ReactNode;
};

/** Questions and answers, one after the other; of a long chat only those near the view are drawn. On paper, all. */
export function MessageList({ messages, draw }: MessageListProps) {
  const printing = usePrinting();
  if (messages.length > drawnAtOnce && !printing) return <VirtualMessages messages={messages} draw={draw} />;
  return (
    <div>
      {messages.map((message, index) => (
        // Answers out of sight cost nothing to lay out. The last one may still be growing.
        <div key={message.id} data-message={message.id} className={message.role === 'assistant' && index < messages.length - 1 ? '-mx-4 px-4 [contain-intrinsic-size:auto_400px] [content-visibility:auto]' : 'flow-root'}>
          {draw(message)}
        </div>
      ))}
    </div>
  );
}

function usePrinting(): boolean {
  const [printing, setPrinting] = useState(false);
  useEffect(() => {
    // The browser takes the page as it stands when this returns.
    const begin = () => flushSync(() => setPrinting(true));
    const end = () => setPrinting(false);
    window.addEventListener('beforeprint', begin);
    window.addEventListener('afterprint', end);
    return () => {
      window.removeEventListener('beforeprint', begin);
      window.removeEventListener('afterprint', end);
    };
  }, []);
  return printing;
}
