'use client';

import { ArrowDown } from 'lucide-react';
import dynamic from 'next/dynamic';
import { type ReactNode, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import { usePublishCitations } from '@/components/reader/citation-shelf';
import { Button } from '@/components/ui/button';
import type { ChatScope, FootnoteMessage } from '@/lib/chats/chat-message';
import { Composer } from './composer';
import { citationsOf } from './message-parts';
import { onQuestionLeft, takeQuestion } from './pending-question';
import { ScopeChip } from './scope-chip';
import { useConversation } from './use-conversation';
import { useStickToEnd } from './use-stick-to-end';

// The empty page needs no Markdown and no votes: they come with the first question.
const loadTurns = () => import('./turns');
const Turns = dynamic(loadTurns);

const everything: ChatScope = { collectionIds: [], documentIds: [] };

/** A chat: turns above, composer below. Without a turn it shows `empty`, given a way to ask. */
export function Conversation(props: {
  chatId: string;
  messages?: FootnoteMessage[];
  scope?: ChatScope;
  empty?: (ask: (text: string) => void) => ReactNode;
  onFirstQuestion?: () => void;
}) {
  const [initial] = useState(props.messages ?? []);
  const chat = useConversation(props.chatId, initial, props.scope ?? everything);
  const { messages, running } = chat;
  const column = useRef<HTMLDivElement>(null);
  const { atEnd, toEnd } = useStickToEnd(column);

  const citations = useMemo(() => messages.filter((message) => message.role === 'assistant').map(citationsOf), [messages]);
  usePublishCitations(citations);

  function send(text: string) {
    if (messages.length === 0) props.onFirstQuestion?.();
    chat.ask(text, messages.at(-1)?.id ?? null);
    requestAnimationFrame(() => toEnd());
  }
  const take = useEffectEvent(() => {
    const question = takeQuestion();
    if (question) send(question);
  });
  useEffect(() => {
    take();
    return onQuestionLeft(take);
  }, []);

  const composer = (
    <Composer
      draft={props.messages ? props.chatId : 'new'}
      running={running}
      takesFocus={messages.length === 0}
      placeholder={messages.length === 0 ? 'Ask your documents' : 'Ask a follow-up'}
      tools={<ScopeChip scope={chat.scope} onChange={chat.setScope} />}
      onSend={send}
      onStop={() => void chat.stop()}
    />
  );

  if (messages.length === 0 && props.empty) {
    return (
      <div ref={column} onFocus={() => void loadTurns()} className="mx-auto flex w-full max-w-column flex-1 flex-col px-4 pt-[12vh] pb-12">
        {props.empty(send)}
        <div className="order-2 mt-6">{composer}</div>
      </div>
    );
  }
  return (
    <>
      <div ref={column} className="mx-auto w-full max-w-column flex-1 px-4 pt-8 pb-10 md:px-6">
        <Turns messages={messages} running={running} onEdit={chat.edit} onRetry={chat.retry} onSwitch={chat.switchTo} />
        {chat.reconnecting && (
          <output className="mt-4 block text-muted">Reconnecting…</output>
        )}
        {chat.refusal && (
          <p role="alert" className="mt-4 text-bad">
            {chat.refusal}
          </p>
        )}
      </div>
      <div className="sticky bottom-0 z-10 mx-auto w-full max-w-column bg-paper px-4 pb-4 md:px-6">
        {!atEnd && (
          <Button size="small" onClick={() => toEnd(true)} className="absolute -top-10 left-1/2 -translate-x-1/2 rounded-full shadow-float">
            <ArrowDown aria-hidden /> To the end
          </Button>
        )}
        {composer}
      </div>
      <div aria-live="polite" className="sr-only">
        {chat.announcement}
      </div>
    </>
  );
}
