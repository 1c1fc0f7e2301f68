'use client';

import { memo, useMemo } from 'react';
import type { AskedPerson, FootnoteMessage } from '@/lib/chats/chat-message';
import { Answer } from './answer';
import { LiveStep } from './live-step';
import { MessageList } from './message-list';
import { textOf } from './message-parts';
import { Question } from './question';

type TurnsProps = {
  messages: FootnoteMessage[];
  running: boolean;
  chatId: string;
  onAsked: (messageId: string, asked: AskedPerson[]) => void;
  onEdit: (message: FootnoteMessage, text: string) => void;
  onRetry: (messageId: string) => void;
  onSwitch: (messageId: string) => void;
};

/** Questions and answers, one after the other. */
export function Turns({ messages, running, chatId, onAsked, onEdit, onRetry, onSwitch }: TurnsProps) {
  const [first, last] = [messages[0], messages.at(-1)];
  const questions = useMemo(() => new Map(messages.flatMap((message) => (message.role === 'user' ? [[message.id, textOf(message)]] : []))), [messages]);
  const draw = (message: FootnoteMessage) => (
    <Turn message={message} first={message === first} running={running && message === last} busy={running} chatId={chatId} question={questions.get(message.metadata?.parentId ?? '') ?? ''} onAsked={onAsked} onEdit={onEdit} onRetry={onRetry} onSwitch={onSwitch} />
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

const Turn = memo(function Turn(props: { message: FootnoteMessage; first: boolean; running: boolean; busy: boolean; question: string } & Omit<TurnsProps, 'messages' | 'running'>) {
  const { message, first, running, busy, chatId, question, onAsked, onEdit, onRetry, onSwitch } = props;
  if (message.role === 'user') {
    return (
      <div className={first ? undefined : 'mt-12'}>
        <Question message={message} busy={busy} onEdit={onEdit} onSwitch={onSwitch} />
      </div>
    );
  }
  return <Answer message={message} running={running} busy={busy} chatId={chatId} question={question} onAsked={onAsked} onRetry={onRetry} onSwitch={onSwitch} />;
});
