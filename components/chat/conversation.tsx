'use client';

import { ArrowDown } from 'lucide-react';
import { useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import { usePublishCitations } from '@/components/reader/citation-shelf';
import { Button } from '@/components/ui/button';
import type { ChatScope, FootnoteMessage } from '@/lib/chats/chat-message';
import { Composer } from './composer';
import { LoadMore } from './load-more';
import { citationsOf, textOf } from './message-parts';
import { onQuestionLeft, takeQuestion } from './pending-question';
import { SaveMenu } from './save-menu';
import { ShareButton } from './share-button';
import { Turns } from './turns';
import { useQuestionScope } from './use-question-scope';
import { useConversation } from './use-conversation';
import { useShownMessage } from './use-shown-message';
import { useStickToEnd } from './use-stick-to-end';

const none: FootnoteMessage[] = [];

/** A chat: turns above, composer below. A new one starts by asking its `firstQuestion`. */
export function Conversation(props: { chatId: string; title?: string; messages?: FootnoteMessage[]; firstQuestion?: string; scope: ChatScope; maxUploadBytes?: number }) {
  const [initial] = useState(props.messages ?? none);
  const chat = useConversation(props.chatId, initial, props.scope);
  const { messages, running } = chat;
  const beside = useQuestionScope({ draft: props.chatId, scope: chat.scope, onScope: chat.setScope, maxUploadBytes: props.maxUploadBytes });
  const column = useRef<HTMLDivElement>(null);
  const { atEnd, toEnd } = useStickToEnd(column);

  const citations = useMemo(() => messages.filter((message) => message.role === 'assistant').map(citationsOf), [messages]);
  usePublishCitations(citations);

  useShownMessage(messages, chat.switchTo);

  function send(text: string) {
    chat.ask(text, messages.at(-1)?.id ?? null);
    requestAnimationFrame(() => toEnd());
  }
  const take = useEffectEvent(() => {
    const question = takeQuestion();
    if (question) send(question);
  });
  const begin = useEffectEvent(() => {
    if (props.firstQuestion && messages.length === 0) send(props.firstQuestion);
    take();
  });
  useEffect(() => {
    // Not before the page has settled: what is sent while React tries the effect out would be cut off.
    const soon = setTimeout(begin);
    const forget = onQuestionLeft(take);
    return () => {
      clearTimeout(soon);
      forget();
    };
  }, []);
  const last = messages.at(-1);
  const unanswered = !running && last?.role === 'user' ? last : undefined;

  return (
    <>
      <h1 className="sr-only">{props.title ?? props.firstQuestion}</h1>
      <div ref={column} className="mx-auto w-full max-w-column flex-1 px-4 pt-8 pb-10 md:px-6">
        {messages.length > 1 && (
          <div className="-mt-4 mb-2 -mr-2 flex justify-end">
            <SaveMenu address={`/api/chats/${props.chatId}/export`} disabled={running} />
            <ShareButton chatId={props.chatId} disabled={running} />
          </div>
        )}
        {chat.earlier.more && <LoadMore label="Earlier questions" page={messages[0]?.id ?? ''} failed={chat.earlier.failed} onLoad={chat.earlier.load} />}
        <Turns messages={messages} running={running} chatId={props.chatId} onAsked={chat.setAsked} onEdit={chat.edit} onRetry={chat.retry} onSwitch={chat.switchTo} />
        {chat.reconnecting && <output className="mt-4 block text-muted">Reconnecting…</output>}
        {chat.refusal && (
          <p role="alert" className="mt-4 text-bad">
            {chat.refusal}
          </p>
        )}
        {unanswered && (
          <Button size="small" className="mt-3" onClick={() => chat.edit(unanswered, textOf(unanswered))}>
            Ask again
          </Button>
        )}
      </div>
      <div data-composer="docked" className="sticky bottom-0 z-10 mx-auto w-full max-w-column bg-paper px-4 pb-4 md:px-6">
        {!atEnd && (
          <Button size="small" onClick={() => toEnd(true)} className="absolute -top-10 left-1/2 -translate-x-1/2 rounded-full shadow-float">
            <ArrowDown aria-hidden /> To the end
          </Button>
        )}
        <Composer
          draft={props.chatId}
          running={running}
          takesFocus={props.firstQuestion !== undefined}
          placeholder="Ask a follow-up"
          {...beside}
          onSend={send}
          onStop={() => void chat.stop()}
        />
      </div>
      <div aria-live="polite" className="sr-only">
        {chat.announcement}
      </div>
    </>
  );
}
