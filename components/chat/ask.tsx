'use client';

import { usePathname } from 'next/navigation';
import { type DragEvent, lazy, Suspense, useEffect, useEffectEvent, useState } from 'react';
import { droppedFiles } from '@/components/documents/dropped-files';
import { startUploads } from '@/components/documents/uploads';
import { whenReachable } from '@/components/shell/reachability';
import type { ChatScope } from '@/lib/chats/chat-message';
import { Composer } from './composer';
import { EmptyAsk } from './empty-ask';
import { LiveStep } from './live-step';
import { newId } from './new-id';
import { onQuestionLeft, takeQuestion } from './pending-question';
import { questionLook } from './question-look';
import { everything } from './scope-chip';
import { useQuestionScope } from './use-question-scope';

// The empty page needs no stream, no Markdown and no votes: they are fetched as a person begins to type.
const loadConversation = () => import('./conversation');
const Conversation = lazy(whenReachable(() => loadConversation().then((module) => ({ default: module.Conversation }))));

/** The Ask page. With the first question its address becomes /chat/<id>, while the page stays as it is. */
export function Ask({ team, maxUploadBytes }: { team: string; /** Absent for those who may not upload. */ maxUploadBytes?: number }) {
  const canUpload = maxUploadBytes !== undefined;
  const [chatId, setChatId] = useState(newId);
  const [question, setQuestion] = useState<string>();
  const [scope, setScope] = useState<ChatScope>(everything);
  const beside = useQuestionScope({ draft: 'new', scope, onScope: setScope, maxUploadBytes });
  const pathname = usePathname();

  // Back at the plain address after a chat: a new, empty one.
  const [seenPath, setSeenPath] = useState(pathname);
  if (seenPath !== pathname) {
    setSeenPath(pathname);
    if (pathname === '/') {
      setChatId(newId());
      setQuestion(undefined);
    }
  }

  useEffect(() => {
    // The back button to the address of a chat that this page no longer holds: only the server can bring it back.
    if (pathname.startsWith('/chat/') && pathname !== `/chat/${chatId}`) window.location.reload();
  }, [pathname, chatId]);

  function ask(text: string) {
    setQuestion(text);
    window.history.pushState(null, '', `/chat/${chatId}`);
  }

  const takeOver = useEffectEvent(() => {
    // A question for a chat that is open already is taken there.
    const left = question === undefined ? takeQuestion() : undefined;
    if (left) ask(left);
  });
  useEffect(() => {
    const soon = setTimeout(takeOver);
    const forget = onQuestionLeft(takeOver);
    return () => {
      clearTimeout(soon);
      forget();
    };
  }, []);

  async function drop(event: DragEvent) {
    if (!canUpload) return;
    event.preventDefault();
    startUploads(await droppedFiles(event.dataTransfer), { maxBytes: maxUploadBytes });
  }

  if (question !== undefined) {
    return (
      <Suspense fallback={<Asked question={question} />}>
        <Conversation key={chatId} chatId={chatId} firstQuestion={question} scope={scope} maxUploadBytes={maxUploadBytes} />
      </Suspense>
    );
  }
  return (
    <div
      onDragOver={(event) => canUpload && event.dataTransfer.types.includes('Files') && event.preventDefault()}
      onDrop={(event) => void drop(event)}
      className="mx-auto flex w-full max-w-column flex-1 flex-col px-4 pt-[12vh] pb-12 md:px-6"
    >
      <EmptyAsk team={team} canUpload={canUpload} onAsk={ask}>
        <Composer
          draft="new"
          running={false}
          takesFocus
          placeholder="Ask your documents"
          {...beside}
          onTyping={() => loadConversation().catch(() => {})}
          onSend={ask}
        />
      </EmptyAsk>
    </div>
  );
}

/** The question in its place, until the chat around it has loaded. */
function Asked({ question }: { question: string }) {
  return (
    <div className="mx-auto w-full max-w-column px-4 pt-8 md:px-6">
      <h2 className={questionLook(question)}>{question}</h2>
      <div className="mt-3">
        <LiveStep step={undefined} />
      </div>
    </div>
  );
}
