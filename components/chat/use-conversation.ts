'use client';

import { useChat } from '@ai-sdk/react';
import { useCallback, useEffect, useEffectEvent, useState } from 'react';
import { announceChatsChanged } from '@/components/shell/use-chats';
import { toast } from '@/components/ui/toast';
import type { ChatScope, FootnoteMessage } from '@/lib/chats/chat-message';
import { RequestError, sendJson, sentenceOf } from '@/lib/http/send-json';
import { chatTransport, Refusal } from './chat-transport';
import { citationsOf } from './message-parts';
import { newId } from './new-id';

type Path = { messages: FootnoteMessage[] };

const throttle = 50;
const longestPause = 15_000;
const unheardPause = 2_000;

/**
 * One chat: its shown path of messages and everything that can be done with them. The server goes on answering when
 * the connection is lost; this comes back to it, and reads the finished answer if there is nothing left to follow.
 */
export function useConversation(chatId: string, initial: FootnoteMessage[], initialScope: ChatScope) {
  const [scope, setScope] = useState(initialScope);
  const [reconnecting, setReconnecting] = useState(false);
  const [refusal, setRefusal] = useState<string>();
  const [announcement, setAnnouncement] = useState('');

  const { messages, setMessages, sendMessage, regenerate, resumeStream, clearError, status, stop: disconnect } = useChat<FootnoteMessage>({
    id: chatId,
    messages: initial,
    transport: chatTransport,
    generateId: newId,
    throttle,
    resume: initial.at(-1)?.metadata?.status === 'running',
    onError: (error) => (error instanceof Refusal ? setRefusal(error.message) : setReconnecting(true)),
    onFinish: ({ message, isError }) => {
      announceChatsChanged();
      if (!isError) setAnnouncement(announcementOf(message));
    },
  });
  const running = status === 'submitted' || status === 'streaming' || reconnecting;

  useReconnect(reconnecting, async () => {
    const path = await readPath(chatId);
    const lost = messages.findLast((message) => message.role === 'user');
    const reached = !lost || path.some((message) => message.id === lost.id);
    // What the portal never received stays on the page, to be asked again.
    setMessages(reached ? path : [...path, lost]);
    clearError();
    setReconnecting(false);
    if (!reached) setRefusal('Your question did not reach the portal.');
    else if (path.at(-1)?.metadata?.status === 'running') void resumeStream();
  });

  // Nothing streams an answer that ended in the meantime, or whose process died: then it is read until it says so.
  const unheard = status === 'ready' && messages.at(-1)?.metadata?.status === 'running';
  useEffect(() => {
    if (!unheard) return;
    const timer = setInterval(() => {
      readPath(chatId).then(
        (path) => {
          setMessages(path);
          if (path.at(-1)?.metadata?.status === 'running') void resumeStream();
        },
        () => setReconnecting(true),
      );
    }, unheardPause);
    return () => clearInterval(timer);
  }, [unheard, chatId, setMessages, resumeStream]);

  const begin = useCallback(() => {
    setRefusal(undefined);
    setAnnouncement('');
    clearError();
  }, [clearError]);

  const ask = useCallback(
    (text: string, parentId: string | null, siblings: string[] = []) => {
      const id = newId();
      begin();
      const metadata = { status: 'complete' as const, parentId, createdAt: new Date().toISOString(), siblings: [...siblings, id] };
      void sendMessage({ id, role: 'user', parts: [{ type: 'text', text }], metadata }, { body: { scope } });
    },
    [begin, sendMessage, scope],
  );

  /** Asks the changed question as a sibling of the old one; what followed the old one stays with it. */
  const edit = useCallback(
    (message: FootnoteMessage, text: string) => {
      setMessages((shown) => shown.slice(0, shown.findIndex((other) => other.id === message.id)));
      ask(text, message.metadata?.parentId ?? null, message.metadata?.siblings);
    },
    [ask, setMessages],
  );

  const retry = useCallback(
    (messageId: string) => {
      begin();
      void regenerate({ messageId, body: { scope } });
    },
    [begin, regenerate, scope],
  );

  const switchTo = useCallback(
    (messageId: string) => {
      sendJson<Path>('PUT', `/api/chats/${chatId}/leaf`, { messageId }).then(
        (chat) => setMessages(chat.messages),
        (error: unknown) => toast(sentenceOf(error)),
      );
    },
    [chatId, setMessages],
  );

  const stop = useCallback(async () => {
    try {
      await sendJson('POST', `/api/chat/${chatId}/stop`);
      // The server ends the stream itself, with the mark "stopped"; this is for a stream that does not hear.
      setTimeout(() => void disconnect(), 3000);
    } catch (error) {
      toast(sentenceOf(error));
    }
  }, [chatId, disconnect]);

  return { messages, running, reconnecting, refusal, announcement, scope, setScope, ask, edit, retry, switchTo, stop };
}

/** The shown path of a chat; empty when the portal has never heard of it. */
async function readPath(chatId: string): Promise<FootnoteMessage[]> {
  try {
    return (await sendJson<Path>('GET', `/api/chats/${chatId}`)).messages;
  } catch (error) {
    if (error instanceof RequestError && error.status === 404) return [];
    throw error;
  }
}

/** Said once to those who listen, when an answer is there. */
function announcementOf(message: FootnoteMessage): string {
  const sources = citationsOf(message).length;
  return `Answer ready, ${sources === 0 ? 'no sources' : sources === 1 ? '1 source' : `${sources} sources`}`;
}

/** Tries again and again, ever more slowly, until `attempt` succeeds. */
function useReconnect(active: boolean, attempt: () => Promise<void>) {
  const attemptNow = useEffectEvent(attempt);
  useEffect(() => {
    if (!active) return;
    let pause = 500;
    let over = false;
    let timer: ReturnType<typeof setTimeout>;
    const tryAgain = () => {
      clearTimeout(timer);
      attemptNow().catch(() => {
        if (over) return;
        pause = Math.min(pause * 2, longestPause);
        timer = setTimeout(tryAgain, pause);
      });
    };
    timer = setTimeout(tryAgain, pause);
    window.addEventListener('online', tryAgain);
    return () => {
      over = true;
      clearTimeout(timer);
      window.removeEventListener('online', tryAgain);
    };
  }, [active]);
}
