'use client';

import { useChat } from '@ai-sdk/react';
import { useCallback, useEffect, useEffectEvent, useState } from 'react';
import { notified } from '@/components/notifications/counts';
import { noteTrouble, useWhenBack } from '@/components/shell/reachability';
import { announceChatsChanged } from '@/components/shell/use-chats';
import { toast } from '@/components/ui/toast';
import type { AskedPerson, ChatScope, FootnoteMessage } from '@/lib/chats/chat-message';
import { RequestError, sendJson, sentenceOf } from '@/lib/http/send-json';
import { chatTransport, Refusal } from './chat-transport';
import { joinPath } from './join-path';
import { citationsOf } from './message-parts';
import { newId } from './new-id';
import { useEarlier } from './use-earlier';

type Path = { messages: FootnoteMessage[] };

const throttle = 50;
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
    onError: (error) => {
      if (error instanceof Refusal) return setRefusal(error.message);
      setReconnecting(true);
      noteTrouble();
    },
    onFinish: ({ message, isError }) => {
      announceChatsChanged();
      if (!isError) setAnnouncement(announcementOf(message));
    },
  });
  const running = status === 'submitted' || status === 'streaming' || reconnecting;

  /** Shows the chat as the portal has it, and follows the answer that is being written there. */
  const catchUp = useCallback(
    (path: FootnoteMessage[]) => {
      setMessages((shown) => joinPath(shown, path));
      const last = path.at(-1);
      if (last?.metadata?.status === 'running') void resumeStream();
      else if (last?.role === 'assistant') setAnnouncement(announcementOf(last));
    },
    [setMessages, resumeStream],
  );

  useWhenBack(() => {
    if (!reconnecting) return;
    readPath(chatId).then(
      (path) => {
        clearError();
        setReconnecting(false);
        const asked = messages.findLast((message) => message.role === 'user');
        if (!asked || path.some((message) => message.id === asked.id)) return catchUp(path);
        // The portal never received the question: it is sent once more, under the same id.
        setMessages((shown) => joinPath(shown, path));
        void sendMessage(asked, { body: { scope } });
      },
      (error: unknown) => {
        // Where the portal was not met again, the next "back" is waited for.
        if (!(error instanceof RequestError) || error.status === 0) return;
        setReconnecting(false);
        setRefusal(error.message);
      },
    );
  });

  // Nothing streams an answer that ended in the meantime, or whose process died: then it is read until it says so.
  const unheard = status === 'ready' && !reconnecting && messages.at(-1)?.metadata?.status === 'running';
  useEffect(() => {
    if (!unheard) return;
    const timer = setInterval(() => {
      readPath(chatId).then(catchUp, () => {
        setReconnecting(true);
        noteTrouble();
      });
    }, unheardPause);
    return () => clearInterval(timer);
  }, [unheard, chatId, catchUp]);

  // Another tab may have gone on with this chat.
  const lookAgain = useEffectEvent(() => {
    if (running || messages.length === 0) return;
    readPath(chatId).then(
      (path) => path.length > 0 && placeOf(path) !== placeOf(messages.slice(-path.length)) && catchUp(path),
      // A look in passing: whoever asks something will hear of the trouble.
      () => {},
    );
  });
  useEffect(() => {
    const look = () => lookAgain();
    window.addEventListener('focus', look);
    window.addEventListener(notified, look);
    return () => {
      window.removeEventListener('focus', look);
      window.removeEventListener(notified, look);
    };
  }, []);

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
        (chat) => setMessages((shown) => joinPath(shown, chat.messages)),
        (error: unknown) => toast(sentenceOf(error)),
      );
    },
    [chatId, setMessages],
  );

  /** Keeps what was asked of people below an answer, as the person has just changed it. */
  const setAsked = useCallback(
    (messageId: string, askedPeople: AskedPerson[]) =>
      setMessages((shown) => shown.map((message) => (message.id === messageId && message.metadata ? { ...message, metadata: { ...message.metadata, askedPeople } } : message))),
    [setMessages],
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

  const earlier = useEarlier(chatId, messages, setMessages);

  return { messages, earlier, running, reconnecting, refusal, announcement, scope, setScope, ask, edit, retry, switchTo, setAsked, stop };
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

/** Which messages a path shows, how each of them ended, and what became of what was asked of people. */
function placeOf(path: FootnoteMessage[]): string {
  return path.map((message) => `${message.id} ${message.metadata?.status} ${message.metadata?.askedPeople?.map((asked) => asked.state + (asked.takenBy ?? ''))}`).join();
}

/** Said once to those who listen, when an answer is there. */
function announcementOf(message: FootnoteMessage): string {
  const { status } = message.metadata ?? {};
  if (status === 'stopped') return 'Answer stopped';
  if (status === 'interrupted') return 'Answer interrupted';
  if (status === 'failed') return 'The answer could not be finished';
  const sources = citationsOf(message).length;
  return `Answer ready, ${sources === 0 ? 'no sources' : sources === 1 ? '1 source' : `${sources} sources`}`;
}
