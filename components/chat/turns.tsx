'use client';

import { memo } from 'react';
import type { FootnoteMessage } from '@/lib/chats/chat-message';
import { Answer } from './answer';
import { LiveStep } from './live-step';
import { Question } from './question';

type TurnsProps = {
  messages: FootnoteMessage[];
  running: boolean;
  onEdit: (message: FootnoteMessage, text: string) => void;
  onRetry: (messageId: string) => void;
  onSwitch: (messageId: string) => void;
};

/** Questions and answers, one after the other. */
export function Turns({ messages, running, onEdit, onRetry, onSwitch }: TurnsProps) {
  const last = messages.at(-1);
  return (
    <div>
      {messages.map((message) => (
        <Turn key={message.id} message={message} running={running && message === last} busy={running} onEdit={onEdit} onRetry={onRetry} onSwitch={onSwitch} />
      ))}
      {running && last?.role === 'user' && (
        <div className="mt-3">
          <LiveStep step={undefined} />
        </div>
      )}
    </div>
  );
}

const Turn = memo(function Turn(props: { message: FootnoteMessage; running: boolean; busy: boolean } & Omit<TurnsProps, 'messages' | 'running'>) {
  const { message, running, busy, onEdit, onRetry, onSwitch } = props;
  if (message.role === 'user') {
    return (
      <div className="mt-12 scroll-mt-6 first:mt-0">
        <Question message={message} busy={busy} onEdit={onEdit} onSwitch={onSwitch} />
      </div>
    );
  }
  return (
    // Answers out of sight cost nothing to lay out, however long the chat.
    <div className={running ? undefined : '[contain-intrinsic-size:auto_400px] [content-visibility:auto] -mx-4 px-4'}>
      <Answer message={message} running={running} busy={busy} onRetry={onRetry} onSwitch={onSwitch} />
    </div>
  );
});
