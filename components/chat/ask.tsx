'use client';

import { usePathname } from 'next/navigation';
import { useEffect, useState } from 'react';
import { Conversation } from './conversation';
import { EmptyAsk } from './empty-ask';
import { newId } from './new-id';

/** The Ask page. With the first question its address becomes /chat/<id>, while the page stays as it is. */
export function Ask({ team, canUpload }: { team: string; canUpload: boolean }) {
  const [chatId, setChatId] = useState(newId);
  const pathname = usePathname();

  // Back at the plain address after a chat: a new, empty one.
  const [seenPath, setSeenPath] = useState(pathname);
  if (seenPath !== pathname) {
    setSeenPath(pathname);
    if (pathname === '/') setChatId(newId());
  }

  useEffect(() => {
    // The back button to the address of a chat that this page no longer holds: only the server can bring it back.
    if (pathname.startsWith('/chat/') && pathname !== `/chat/${chatId}`) window.location.reload();
  }, [pathname, chatId]);

  return (
    <Conversation
      key={chatId}
      chatId={chatId}
      empty={(ask) => <EmptyAsk team={team} canUpload={canUpload} onAsk={ask} />}
      onFirstQuestion={() => window.history.pushState(null, '', `/chat/${chatId}`)}
    />
  );
}
