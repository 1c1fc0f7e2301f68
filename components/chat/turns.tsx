'use client';

import { memo } from 'react';
import type { FootnoteMessage } from '@/lib/chats/chat-message';
import { Answer } from './answer';
import { LiveStep } from './live-step';
import { MessageList } from './message-list';
import { Question } from './question';

type TurnsProps = {
  messages: FootnoteMessage[];
  running: boolean;
  chatId: string;
  onEdit: (message: FootnoteMessage, text: string) => void;
  onRetry: (messageId: string) => void;
  onSwitch: (messageId: string) => void;
};

/** Questions and answers, one after the other. */
export function Turns({ messages, running, chatId, onEdit, onRetry, onSwitch }: TurnsProps) {
  const [first, last] = [messages[0], messages.at(-1)];
  const draw = (message: FootnoteMessage) => (
    <Turn message={message} first={message === first} running={running && message === last} busy={running} chatId={chatId} onEdit={onEdit} onRetry={onRetry} onSwitch={onSwitch} />
  );
  return (
    <div>
      <MessageList messages={messages} draw={draw} />
      {running && last?.role === 'user' && (
        <div className="mt-3">
          <LiveStep step={undefined} />
        </div>
      )}
    </div>
  );
}

const Turn = memo(function Turn(props: { message: FootnoteMessage; first: boolean; running: boolean; busy: boolean } & Omit<TurnsProps, 'messages' | 'running'>) {
  const { message, first, running, busy, chatId, onEdit, onRetry, onSwitch } = props;
  if (message.role === 'user') {
    return (
      <div className={first ? undefined : 'mt-12'}>
        <Question message={message} busy={busy} onEdit={onEdit} onSwitch={onSwitch} />
      </div>
    );
  }
  return <Answer message={message} running={running} busy={busy} chatId={chatId} onRetry={onRetry} onSwitch={onSwitch} />;
});
