'use client';

import { Ellipsis, Search } from 'lucide-react';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { usePathname, useRouter } from 'next/navigation';
import { type KeyboardEvent, lazy, useState } from 'react';
import { classNames } from '@/components/ui/class-names';
import { LateMenu } from '@/components/ui/late-menu';
import { Skeleton } from '@/components/ui/skeleton';
import { toast } from '@/components/ui/toast';
import { sendJson, sentenceOf } from '@/lib/http/send-json';
import { chatsByDay } from './chats-by-day';
import { whenReachable } from './reachability';
import { type ListedChat, useChats } from './use-chats';

const loadMenu = () => import('./chat-menu-items');
const ChatMenuItems = lazy(whenReachable(loadMenu));
const ConfirmDialog = dynamic(whenReachable(() => import('@/components/ui/confirm-dialog').then((module) => module.ConfirmDialog)), { ssr: false });

/** The person's chats under their days, with search, rename and delete. */
export function ChatList() {
  const { chats, error, query, search, reload } = useChats();
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
  if (chats.length === 0 && !query) return <p className="px-2 py-2 text-sm text-muted">Your questions will be kept here.</p>;
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
        {chatsByDay(chats).map((group) => (
          <section key={group.label} aria-label={group.label} className="mt-3 first:mt-1">
            <h2 className="px-2 pb-1 text-xs font-medium text-muted">{group.label}</h2>
            <ul>
              {group.chats.map((chat) => (
                <ChatRow key={chat.id} chat={chat} />
              ))}
            </ul>
          </section>
        ))}
      </div>
    </div>
  );
}

function ChatRow({ chat }: { chat: ListedChat }) {
  const pathname = usePathname();
  const router = useRouter();
  const { reload } = useChats();
  const [renaming, setRenaming] = useState(false);
  const [deleting, setDeleting] = useState<boolean>();
  const current = pathname === `/chat/${chat.id}`;

  async function rename(title: string) {
    setRenaming(false);
    if (!title.trim() || title.trim() === chat.title) return;
    try {
      await sendJson('PATCH', `/api/chats/${chat.id}`, { title: title.trim() });
      reload();
    } catch (error) {
      toast(sentenceOf(error));
    }
  }

  async function remove() {
    await sendJson('DELETE', `/api/chats/${chat.id}`);
    if (current) router.push('/');
    reload();
  }

  if (renaming) {
    return (
      <li>
        <RenameField title={chat.title} onDone={(title) => void rename(title)} onCancel={() => setRenaming(false)} />
      </li>
    );
  }
  return (
    <li className={classNames('group relative rounded-md hover:bg-wash focus-within:bg-wash', current && 'bg-wash')}>
      <Link href={`/chat/${chat.id}`} prefetch={false} aria-current={current ? 'page' : undefined} title={chat.title} className="block truncate py-1 pr-8 pl-2 text-base">
        {chat.title}
      </Link>
      <LateMenu
        prepare={loadMenu}
        menu={(trigger) => <ChatMenuItems trigger={trigger} onRename={() => setRenaming(true)} onDelete={() => setDeleting(true)} />}
        aria-label={`Actions for "${chat.title}"`}
        className="absolute top-0.5 right-1 flex size-6 items-center justify-center rounded-sm text-muted opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 hover:text-ink focus-visible:opacity-100 data-[state=open]:opacity-100 pointer-coarse:opacity-100"
      >
        <Ellipsis aria-hidden className="size-4" />
      </LateMenu>
      {deleting !== undefined && (
      <ConfirmDialog open={deleting} onOpenChange={setDeleting} title="Delete this chat?" action="Delete chat" onConfirm={remove}>
        &ldquo;{chat.title}&rdquo; and its answers will be gone for good. Documents stay.
      </ConfirmDialog>
      )}
    </li>
  );
}

function RenameField(props: { title: string; onDone: (title: string) => void; onCancel: () => void }) {
  const [title, setTitle] = useState(props.title);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') props.onDone(title);
    if (event.key === 'Escape') props.onCancel();
  };
  return (
    <input
      aria-label="Name of this chat"
      value={title}
      maxLength={200}
      ref={(field) => field?.focus()}
      onFocus={(event) => event.target.select()}
      onChange={(event) => setTitle(event.target.value)}
      onKeyDown={onKeyDown}
      onBlur={() => props.onDone(title)}
      className="h-7.5 w-full rounded-md border border-edge bg-raised px-2 text-base"
    />
  );
}
