'use client';

import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react';
import type { ChatFolderRow } from '@/lib/chats/folders/list-folders';
import type { ListedChat } from '@/lib/chats/list-chats';
import { sendJson, sentenceOf } from '@/lib/http/send-json';
import { useWhenBack } from './reachability';

type Chats = {
  /** Newest first; undefined until the first answer. */
  chats: ListedChat[] | undefined;
  /** By name. */
  folders: ChatFolderRow[];
  error: string | undefined;
  query: string;
  search: (query: string) => void;
  reload: () => void;
};

const ChatsContext = createContext<Chats | undefined>(undefined);
const changed = 'footnote:chats-changed';

/** Tells the rail that a chat was started, named, renamed or deleted. */
export function announceChatsChanged(): void {
  window.dispatchEvent(new Event(changed));
}

/** Keeps the person's chats for rail and palette: read once, again when something changed or the window comes back. */
export function ChatsProvider({ children }: { children: ReactNode }) {
  const [chats, setChats] = useState<ListedChat[]>();
  const [folders, setFolders] = useState<ChatFolderRow[]>([]);
  const [error, setError] = useState<string>();
  const [query, setQuery] = useState('');
  const running = useRef<AbortController>(undefined);

  const reload = useCallback(() => {
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    const address = query ? `/api/chats?query=${encodeURIComponent(query)}` : '/api/chats';
    sendJson<{ chats: ListedChat[]; folders: ChatFolderRow[] }>('GET', address, undefined, { signal: controller.signal })
      .then((answer) => {
        setChats(answer.chats);
        setFolders(answer.folders);
        setError(undefined);
      })
      .catch((caught: unknown) => {
        if (!controller.signal.aborted) setError(sentenceOf(caught));
      });
  }, [query]);

  useEffect(() => {
    const wait = setTimeout(reload, query ? 150 : 0);
    window.addEventListener(changed, reload);
    window.addEventListener('focus', reload);
    return () => {
      clearTimeout(wait);
      window.removeEventListener(changed, reload);
      window.removeEventListener('focus', reload);
    };
  }, [reload, query]);

  useWhenBack(reload);

  const value = useMemo(() => ({ chats, folders, error, query, search: setQuery, reload }), [chats, folders, error, query, reload]);
  return <ChatsContext value={value}>{children}</ChatsContext>;
}

export function useChats(): Chats {
  const chats = useContext(ChatsContext);
  if (!chats) throw new Error('useChats needs the shell around it');
  return chats;
}
