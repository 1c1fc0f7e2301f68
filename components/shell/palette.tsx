'use client';

import { Command } from 'cmdk';
import { FileText, MessageSquareText, PanelLeft, SquarePen, UserRound } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { Dialog as Primitive } from 'radix-ui';
import { type ReactNode, useState } from 'react';
import { leaveQuestion } from '@/components/chat/pending-question';
import { adminLinks, linksFor, mainLinks } from './navigation';
import { openReader } from './reader-address';
import type { ShellSession } from './shell-session';
import { useChats } from './use-chats';
import { useFoundDocuments } from './use-found-documents';

/** One field for everything: ask this, go to a page, open a document or a chat. Loaded when first opened. */
export function Palette(props: { open: boolean; onOpenChange: (open: boolean) => void; session: ShellSession; onFold: () => void }) {
  const router = useRouter();
  const [query, setQuery] = useState('');
  const { chats = [] } = useChats();
  const documents = useFoundDocuments(query);
  const words = query.trim();

  function close() {
    props.onOpenChange(false);
    setQuery('');
  }
  function go(href: string) {
    close();
    router.push(href);
  }
  function ask() {
    close();
    leaveQuestion(words);
    router.push('/');
  }

  return (
    <Primitive.Root open={props.open} onOpenChange={(open) => (open ? props.onOpenChange(true) : close())}>
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-40 animate-appear bg-[oklch(0_0_0/0.35)]" />
        <Primitive.Content
          aria-describedby={undefined}
          className="fixed top-[12dvh] left-1/2 z-50 w-[min(36rem,calc(100vw-1rem))] -translate-x-1/2 animate-appear overflow-hidden rounded-md bg-raised shadow-float"
        >
          <Primitive.Title className="sr-only">Go to anything</Primitive.Title>
          <Command loop label="Go to anything" filter={holdsWords}>
            <Command.Input
              value={query}
              onValueChange={setQuery}
              placeholder="Ask, or go to a page, a document, a chat"
              className="h-12 w-full border-b border-line bg-transparent px-4 text-ink outline-none"
            />
            <Command.List className="max-h-[60dvh] overflow-y-auto p-1.5">
              <Command.Empty className="px-3 py-6 text-center text-muted">Nothing has this name.</Command.Empty>
              {words && (
                <Group heading="Ask">
                  <Item value={`ask ${words}`} keywords={[words]} onSelect={ask} icon={<SquarePen aria-hidden />}>
                    Ask: {words}
                  </Item>
                </Group>
              )}
              <Group heading="Go to">
                {[...linksFor(props.session.role, mainLinks), ...linksFor(props.session.role, adminLinks)].map((link) => (
                  <Item key={link.href} value={`go ${link.label}`} onSelect={() => go(link.href)} icon={<link.icon aria-hidden />}>
                    {link.label}
                  </Item>
                ))}
                <Item value="go Account" onSelect={() => go('/account')} icon={<UserRound aria-hidden />}>
                  Account
                </Item>
                <Item
                  value="Fold or unfold the rail"
                  onSelect={() => {
                    close();
                    props.onFold();
                  }}
                  icon={<PanelLeft aria-hidden />}
                >
                  Fold or unfold the rail
                </Item>
              </Group>
              {documents.length > 0 && (
                <Group heading="Documents">
                  {documents.map((document) => (
                    <Item
                      key={document.id}
                      value={`document-${document.id}`}
                      keywords={[words]}
                      onSelect={() => {
                        close();
                        openReader({ kind: 'document', documentId: document.id });
                      }}
                      icon={<FileText aria-hidden />}
                    >
                      {document.name}
                    </Item>
                  ))}
                </Group>
              )}
              {chats.length > 0 && (
                <Group heading="Chats">
                  {chats.slice(0, 30).map((chat) => (
                    <Item key={chat.id} value={`chat-${chat.id}`} keywords={[chat.title]} onSelect={() => go(`/chat/${chat.id}`)} icon={<MessageSquareText aria-hidden />}>
                      {chat.title}
                    </Item>
                  ))}
                </Group>
              )}
            </Command.List>
          </Command>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

/** Every word must stand in the name. (Letters scattered over a name, as menus of commands match them, find half of all chats.) */
function holdsWords(value: string, search: string, keywords: string[] = []): number {
  const name = [...keywords, value].join(' ').toLowerCase();
  return search.toLowerCase().split(/\s+/).every((word) => name.includes(word)) ? 1 : 0;
}

function Group({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <Command.Group heading={heading} className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-muted">
      {children}
    </Command.Group>
  );
}

function Item(props: { value: string; keywords?: string[]; onSelect: () => void; icon: ReactNode; children: ReactNode }) {
  return (
    <Command.Item
      value={props.value}
      keywords={props.keywords}
      onSelect={props.onSelect}
      className="flex min-h-9 cursor-pointer items-center gap-2.5 rounded-sm px-2.5 data-[selected=true]:bg-wash [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-muted"
    >
      {props.icon}
      <span className="truncate">{props.children}</span>
    </Command.Item>
  );
}
