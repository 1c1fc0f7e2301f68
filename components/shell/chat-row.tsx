'use client';

import { Ellipsis, Pin, Share2 } from 'lucide-react';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { usePathname, useRouter } from 'next/navigation';
import { type KeyboardEvent, lazy, useEffect, useEffectEvent, useRef, useState } from 'react';
import { classNames } from '@/components/ui/class-names';
import { LateMenu } from '@/components/ui/late-menu';
import { toast } from '@/components/ui/toast';
import type { ListedChat } from '@/lib/chats/list-chats';
import { sendJson, sentenceOf } from '@/lib/http/send-json';
import { whenReachable } from './reachability';
import { useChats } from './use-chats';

const loadMenu = () => import('./chat-menu-items');
const ChatMenuItems = lazy(whenReachable(loadMenu));
const ShareDialog = dynamic(whenReachable(() => import('@/components/chat/share-dialog').then((module) => module.ShareDialog)), { ssr: false });
const NameDialog = dynamic(whenReachable(() => import('@/components/documents/name-dialog').then((module) => module.NameDialog)), { ssr: false });
const ConfirmDialog = dynamic(whenReachable(() => import('@/components/ui/confirm-dialog').then((module) => module.ConfirmDialog)), { ssr: false });

/** The chat that has just been given another place: there its row takes the focus that it lost. */
let moved: string | undefined;

/** One chat in the rail, with everything that can be done with it. */
export function ChatRow({ chat }: { chat: ListedChat }) {
  const pathname = usePathname();
  const router = useRouter();
  const { folders, reload } = useChats();
  const [asking, setAsking] = useState<'rename' | 'share' | 'folder' | 'delete'>();
  const current = pathname === `/chat/${chat.id}`;
  const done = () => setAsking(undefined);
  const link = useRef<HTMLAnchorElement>(null);
  const arrive = useEffectEvent(() => {
    if (moved !== chat.id) return;
    moved = undefined;
    link.current?.focus();
  });
  useEffect(() => arrive(), []);

  async function change(what: { title?: string; pinned?: boolean; folderId?: string | null }) {
    try {
      await sendJson('PATCH', `/api/chats/${chat.id}`, what);
      if (what.title === undefined) moved = chat.id;
      reload();
    } catch (error) {
      toast(sentenceOf(error));
    }
  }

  async function moveToNew(name: string) {
    await sendJson('POST', '/api/chat-folders', { name, chatIds: [chat.id] });
    moved = chat.id;
    reload();
  }

  async function remove() {
    await sendJson('DELETE', `/api/chats/${chat.id}`);
    if (current) router.push('/');
    reload();
  }

  if (asking === 'rename') {
    const rename = (title: string) => {
      done();
      if (title.trim() && title.trim() !== chat.title) void change({ title: title.trim() });
    };
    return (
      <li>
        <RenameField label="Name of this chat" title={chat.title} onDone={rename} onCancel={done} />
      </li>
    );
  }
  return (
    <li className={classNames('group relative rounded-md hover:bg-wash focus-within:bg-wash', current && 'bg-wash')}>
      <Link
        ref={link}
        href={`/chat/${chat.id}`}
        prefetch={false}
        aria-current={current ? 'page' : undefined}
        title={chat.title}
        className="flex items-center gap-1.5 py-1 pr-8 pl-2 text-base"
      >
        <span className="truncate">{chat.title}</span>
        {chat.shared && (
          <>
            <Share2 aria-hidden className="size-3.5 shrink-0 text-muted" />
            <span className="sr-only">, shared with your team</span>
          </>
        )}
        {chat.pinned && <Pin aria-hidden className="size-3.5 shrink-0 text-muted" />}
      </Link>
      <LateMenu
        prepare={loadMenu}
        menu={(trigger) => (
          <ChatMenuItems
            trigger={trigger}
            chat={chat}
            folders={folders}
            onRename={() => setAsking('rename')}
            onShare={() => setAsking('share')}
            onPin={(pinned) => void change({ pinned })}
            onMove={(folderId) => void change({ folderId })}
            onNewFolder={() => setAsking('folder')}
            onDelete={() => setAsking('delete')}
          />
        )}
        aria-label={`Actions for "${chat.title}"`}
        className="absolute top-0.5 right-1 flex size-6 items-center justify-center rounded-sm text-muted opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 hover:text-ink focus-visible:opacity-100 data-[state=open]:opacity-100 pointer-coarse:opacity-100"
      >
        <Ellipsis aria-hidden className="size-4" />
      </LateMenu>
      {asking === 'share' && <ShareDialog chatId={chat.id} onClose={done} />}
      {asking === 'folder' && <NameDialog title="New folder" action="Move chat there" value="" onClose={done} onSave={moveToNew} />}
      {asking === 'delete' && (
        <ConfirmDialog open onOpenChange={done} title="Delete this chat?" action="Delete chat" onConfirm={remove}>
          &ldquo;{chat.title}&rdquo; and its answers will be gone for good{chat.shared && ', and its link with them'}. Documents stay.
        </ConfirmDialog>
      )}
    </li>
  );
}

/** A name that is changed in its place. */
export function RenameField(props: { label: string; title: string; onDone: (title: string) => void; onCancel: () => void }) {
  const [title, setTitle] = useState(props.title);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') props.onDone(title);
    if (event.key === 'Escape') props.onCancel();
  };
  return (
    <input
      aria-label={props.label}
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
