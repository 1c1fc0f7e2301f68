'use client';

import Link from 'next/link';
import { type KeyboardEvent, useRef, useState } from 'react';
import { RelativeTime } from '@/components/people/relative-time';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { toast } from '@/components/ui/toast';
import { sendJson, sentenceOf } from '@/lib/http/send-json';
import type { ShownNotification } from '@/lib/notifications/shown-notification';
import { lookForNews } from './counts';

/** What the portal has told the person, newest first; what they follow counts as read. */
export function NotificationList({ notifications }: { notifications: ShownNotification[] }) {
  const [changed, setChanged] = useState(new Map<string, boolean>());
  const list = useRef<HTMLUListElement>(null);
  const isUnread = (one: ShownNotification) => changed.get(one.id) ?? one.unread;

  /** `all`: also those that are too old to be listed. */
  async function mark(ids: string[], unread: boolean, all = false) {
    const before = changed;
    setChanged(new Map([...before, ...ids.map((id) => [id, unread] as const)]));
    try {
      await sendJson('PATCH', '/api/notifications', { ...(!all && { ids }), read: !unread });
      await lookForNews();
    } catch (error) {
      setChanged(before);
      toast(sentenceOf(error));
    }
  }

  /** ↑ and ↓ walk through what leads somewhere. */
  function walk(event: KeyboardEvent) {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    const stops = [...(list.current?.querySelectorAll<HTMLElement>('a') ?? [])];
    const at = stops.findIndex((stop) => stop === document.activeElement);
    const next = stops[at + (event.key === 'ArrowDown' ? 1 : -1)];
    if (at < 0 || !next) return;
    event.preventDefault();
    next.focus();
  }

  const unread = notifications.filter(isUnread);
  return (
    <>
      <header className="flex flex-wrap items-start justify-between gap-3">
        <h1 className="text-xl font-semibold">Notifications</h1>
        {unread.length > 0 && <Button onClick={() => void mark(unread.map((one) => one.id), false, true)}>Mark all as read</Button>}
      </header>
      {notifications.length === 0 ? (
        <EmptyState title="Nothing to tell you yet">You are told here when a person answers your question, when a source of one of your answers changes, and when your documents have been read.</EmptyState>
      ) : (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- hears the arrow keys of the links inside
        <ul ref={list} onKeyDown={walk} className="divide-y divide-line border-y border-line">
          {notifications.map((one) => (
            <Item key={one.id} notification={one} unread={isUnread(one)} onMark={(next) => void mark([one.id], next)} />
          ))}
        </ul>
      )}
    </>
  );
}

function Item({ notification, unread, onMark }: { notification: ShownNotification; unread: boolean; onMark: (unread: boolean) => void }) {
  const { sentence, subject, href, createdAt } = notification;
  const words = (
    <>
      <span className={unread ? 'font-semibold' : undefined}>{sentence}</span>
      {subject && <span className="mt-0.5 line-clamp-2 text-muted">{subject}</span>}
    </>
  );
  return (
    <li className="flex items-start gap-3 py-3">
      <span aria-hidden className={`mt-1.5 size-2 shrink-0 rounded-full ${unread ? 'bg-ink' : ''}`} />
      <div className="min-w-0 flex-1">
        {unread && <span className="sr-only">Unread: </span>}
        {href === undefined ? (
          <p className="wrap-anywhere">{words}</p>
        ) : (
          <Link href={href} onClick={() => unread && onMark(false)} className="-mx-1 block rounded-md px-1 wrap-anywhere hover:bg-wash">
            {words}
          </Link>
        )}
        <p className="mt-1 flex flex-wrap items-center gap-x-3 text-sm text-muted">
          <RelativeTime iso={createdAt} />
          <button type="button" onClick={() => onMark(!unread)} className="min-h-6 rounded-sm underline-offset-2 hover:text-ink hover:underline">
            Mark as {unread ? 'read' : 'unread'}
          </button>
        </p>
      </div>
    </li>
  );
}
