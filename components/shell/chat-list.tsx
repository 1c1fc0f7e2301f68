'use client';

import { Search } from 'lucide-react';
import { Skeleton } from '@/components/ui/skeleton';
import type { ListedChat } from '@/lib/chats/list-chats';
import { ChatFolder } from './chat-folder';
import { chatGroups } from './chat-groups';
import { ChatRow } from './chat-row';
import { useChats } from './use-chats';

/** The person's chats: pinned, in folders, and under their days; with a search over all of them. */
export function ChatList() {
  const { chats, folders, error, query, search, reload } = useChats();
  // What was listed before stays; only without it there is something to say.
  if (error && !chats) {
    return (
      <p className="px-2 py-2 text-sm text-muted">
        Your chats could not be loaded.{' '}
        <button type="button" onClick={reload} className="text-ink underline underline-offset-2">
          Try again
        </button>
      </p>
    );
  }
  if (!chats) {
    return (
      <div className="flex flex-col gap-3 px-2 py-3">
        <Skeleton className="w-4/5" />
        <Skeleton className="w-3/5" />
        <Skeleton className="w-2/3" />
      </div>
    );
  }
  if (chats.length === 0 && folders.length === 0 && !query) return <p className="px-2 py-2 text-sm text-muted">Your questions will be kept here.</p>;
  const groups = chatGroups(chats, folders, query !== '');
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <label className="relative mx-1 mb-1 block">
        <span className="sr-only">Search your chats</span>
        <Search aria-hidden className="pointer-events-none absolute top-1/2 left-2 size-3.5 -translate-y-1/2 text-muted" />
        <input
          type="search"
          value={query}
          onChange={(event) => search(event.target.value)}
          placeholder="Search chats"
          className="h-7 w-full rounded-md bg-transparent pr-2 pl-7 text-sm hover:bg-wash focus:bg-raised"
        />
      </label>
      <div className="min-h-0 flex-1 overflow-y-auto px-1 pb-2">
        {chats.length === 0 && <p className="px-2 py-2 text-sm text-muted">No chat holds these words.</p>}
        {groups.pinned.length > 0 && <ChatSection label="Pinned" chats={groups.pinned} />}
        {groups.folders.map((folder) => (
          <ChatFolder key={folder.id} folder={folder} found={query !== ''} />
        ))}
        {groups.days.map((group) => (
          <ChatSection key={group.label} label={group.label} chats={group.chats} />
        ))}
      </div>
    </div>
  );
}

function ChatSection({ label, chats }: { label: string; chats: ListedChat[] }) {
  return (
    <section aria-label={label} className="mt-3 first:mt-1">
      <h2 className="px-2 pb-1 text-xs font-medium text-muted">{label}</h2>
      <ul>
        {chats.map((chat) => (
          <ChatRow key={chat.id} chat={chat} />
        ))}
      </ul>
    </section>
  );
}
