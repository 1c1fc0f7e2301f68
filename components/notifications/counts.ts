'use client';

// What this browser tab knows of what waits for the person: beside the links of the shell, and told in passing when it is new.
import { useEffect, useSyncExternalStore } from 'react';
import { sendJson } from '@/lib/http/send-json';
import type { NotificationKind, ShownCounts, ShownNotification } from '@/lib/notifications/shown-notification';

/** The event that tells the window that something new has happened. */
export const notified = 'footnote:notified';

/** Milliseconds between two looks of a tab that is seen. */
const pollInterval = 30_000;

let counts: ShownCounts = { unread: 0 };
let looked = false;
let looking: Promise<void> | undefined;
const listeners = new Set<() => void>();
const hearers = new Set<(latest: ShownNotification) => void>();

/** Looks at once; for whoever has just changed something. */
export function lookForNews(): Promise<void> {
  looking ??= look().finally(() => {
    looking = undefined;
  });
  return looking;
}

/** Looks for the newest thing of a kind, which the person has just been told of in another way, and marks it as read. */
export async function markLatestRead(kind: NotificationKind): Promise<void> {
  await lookForNews();
  const { latest } = counts;
  if (latest?.kind !== kind) return;
  await sendJson('PATCH', '/api/notifications', { ids: [latest.id] }).catch(() => undefined);
  await lookForNews();
}

/** What was last seen. */
export function useCounts(): ShownCounts {
  return useSyncExternalStore(subscribe, () => counts, () => counts);
}

/** Looks now, when the window comes back and every half minute while it is seen; calls `onNews` with what is new. Mounted once, in the shell. */
export function useNews(onNews: (latest: ShownNotification) => void): void {
  useEffect(() => {
    hearers.add(onNews);
    const seen = () => void (document.hidden || lookForNews());
    seen();
    const timer = setInterval(seen, pollInterval);
    window.addEventListener('focus', seen);
    return () => {
      hearers.delete(onNews);
      clearInterval(timer);
      window.removeEventListener('focus', seen);
    };
  }, [onNews]);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

async function look(): Promise<void> {
  // A look that fails is made again; the shell says when the portal does not answer.
  const next = await sendJson<ShownCounts>('GET', '/api/notifications/counts').catch(() => undefined);
  if (!next) return;
  const was = counts;
  counts = next;
  for (const listener of listeners) listener();
  const { latest } = next;
  // What was there before the page was opened is no news.
  if (looked && latest && latest.id !== was.latest?.id && next.unread > was.unread) {
    for (const hearer of hearers) hearer(latest);
    window.dispatchEvent(new Event(notified));
  }
  looked = true;
}
