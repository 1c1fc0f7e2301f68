'use client';

// What this browser tab knows of the team's documents that wait to be read, outside any page: whoever put them there
// hears that they are done wherever they are by then.
import { useEffect, useSyncExternalStore } from 'react';
import { sendJson } from '@/lib/http/send-json';
import type { ShownQueue } from '@/lib/queue/shown-queue';

/** Milliseconds between two looks: while documents are read, and while they wait for somebody to go on. */
const pollInterval = { moving: 3_000, paused: 15_000 };

type Batch = NonNullable<ShownQueue['lastBatch']>;

let queue: ShownQueue | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;
let looking = false;
const listeners = new Set<() => void>();
const finishers = new Set<(batch: Batch) => void>();

/** Looks at the queue now, and for as long as something waits in it or is unpacked into it. */
export function watchQueue(): void {
  clearTimeout(timer);
  void look();
}

/** Shows a state that a change has answered. */
export function setQueue(next: ShownQueue): void {
  const was = queue;
  queue = next;
  for (const listener of listeners) listener();
  const { lastBatch } = next;
  // Only a batch that was seen under way is news.
  if (was?.batch && !next.batch && lastBatch && lastBatch.endedAt !== was.lastBatch?.endedAt) for (const finisher of finishers) finisher(lastBatch);
}

/** What was last seen; undefined before the first look. */
export function useQueue(): ShownQueue | undefined {
  return useSyncExternalStore(subscribe, () => queue, () => undefined);
}

/** Calls `onDone` whenever a batch of documents that was seen under way has ended. */
export function useBatchDone(onDone: (batch: Batch) => void): void {
  useEffect(() => {
    finishers.add(onDone);
    return () => void finishers.delete(onDone);
  }, [onDone]);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

async function look(): Promise<void> {
  if (looking) return;
  looking = true;
  // A look that fails is made again; the shell says when the portal does not answer.
  const seen = await sendJson<ShownQueue>('GET', '/api/queue').catch(() => undefined);
  looking = false;
  if (seen) setQueue(seen);
  clearTimeout(timer);
  if (!seen || seen.batch || seen.unpacking.length > 0) timer = setTimeout(() => void look(), seen?.paused && seen.unpacking.length === 0 ? pollInterval.paused : pollInterval.moving);
}
