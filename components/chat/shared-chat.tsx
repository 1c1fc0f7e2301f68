'use client';

import Link from 'next/link';
import { memo, useMemo, useRef, useState } from 'react';
import { RelativeTime } from '@/components/people/relative-time';
import { PersonAnswer } from '@/components/questions/person-answer';
import { usePublishCitations } from '@/components/reader/citation-shelf';
import { endWords } from '@/lib/chats/answer-words';
import type { FootnoteMessage } from '@/lib/chats/chat-message';
import type { ReadSharedChat } from '@/lib/chats/sharing/read-shared-chat';
import { sendJson, sentenceOf } from '@/lib/http/send-json';
import { AnswerContent } from './answer-content';
import { LoadMore } from './load-more';
import { MessageList } from './message-list';
import { citationsOf, textOf } from './message-parts';
import { questionLook } from './question-look';
import { SaveMenu } from './save-menu';

/** A chat that a colleague has shared: to read, with footnotes that open what the reader may see, and nothing to change. */
export function SharedChat({ chat }: { chat: ReadSharedChat }) {
  const [messages, setMessages] = useState(chat.messages);
  const [failed, setFailed] = useState<string>();
  const under = useRef(false);
  usePublishCitations(useMemo(() => messages.filter((message) => message.role === 'assistant').map(citationsOf), [messages]));

  const questions = useMemo(() => questionsBefore(messages), [messages]);

  function loadMore() {
    if (under.current) return;
    under.current = true;
    setFailed(undefined);
    sendJson<ReadSharedChat>('GET', `/api/shared/${chat.id}?after=${messages.length}`)
      .then((more) => setMessages((shown) => [...shown, ...more.messages]), (error: unknown) => setFailed(sentenceOf(error)))
      .finally(() => {
        under.current = false;
      });
  }

  return (
    <div className="mx-auto w-full max-w-column flex-1 px-4 pt-8 pb-16 md:px-6">
      <header className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 border-b border-line pb-4">
        <div className="min-w-0 flex-1 basis-72">
          <h1 className="text-xl font-semibold text-balance wrap-anywhere">{chat.title}</h1>
          <p className="mt-1 text-sm text-muted">
            Shared by {chat.sharedBy}, to read only. Updated <RelativeTime iso={chat.sharedAt} />.
            {chat.ownChatId && (
              <>
                {' '}
                <Link href={`/chat/${chat.ownChatId}`} className="text-ink underline underline-offset-2">
                  Open your chat
                </Link>
              </>
            )}
          </p>
        </div>
        <SaveMenu address={`/api/shared/${chat.id}/export`} />
      </header>
      <MessageList
        messages={messages}
        draw={(message) =>
          message.role === 'user' ? <h2 className={`mt-10 ${questionLook(textOf(message))}`}>{textOf(message)}</h2> : <SharedAnswer message={message} question={questions.get(message.id)} />
        }
      />
      {messages.length < chat.total && <LoadMore label="Later questions" page={String(messages.length)} failed={failed} onLoad={loadMore} />}
    </div>
  );
}

/** Of each answer the question that stands before it. */
function questionsBefore(messages: FootnoteMessage[]): Map<string, string> {
  let asked = '';
  return new Map(messages.map((message) => {
    if (message.role === 'user') asked = textOf(message);
    return [message.id, asked];
  }));
}

const SharedAnswer = memo(function SharedAnswer({ message, question }: { message: FootnoteMessage; question?: string }) {
  const ended = endWords(message.metadata?.status);
  return (
    <div className="mt-3">
      <AnswerContent message={message} running={false} />
      {message.metadata?.askedPeople?.map((answered) => (
        <PersonAnswer key={answered.id} answered={answered} asked={question} />
      ))}
      {ended && <p className="mt-3 text-muted">{ended}</p>}
    </div>
  );
});
