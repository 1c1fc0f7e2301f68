'use client';

// Whether the portal answers. Learnt from requests that fail, then asked for until it does again. Outside of React,
// because parts of the page that are still to be loaded wait here too.
import { useEffect, useEffectEvent, useSyncExternalStore } from 'react';
import { unreachable } from '@/lib/http/send-json';

const firstPause = 300;
const longestPause = 5_000;
/** Milliseconds without trouble after which a new one is met without a longer pause. */
const forgiven = 10_000;

let looking = false;
let away = false;
let pause = firstPause;
let lastTrouble = 0;
let timer: ReturnType<typeof setTimeout>;
const listeners = new Set<() => void>();

if (typeof window !== 'undefined') {
  window.addEventListener(unreachable, noteTrouble);
  window.addEventListener('online', () => looking && void look());
}

/** Says that a request met no portal; it is looked for until it answers. */
export function noteTrouble(): void {
  if (Date.now() - lastTrouble > forgiven) pause = firstPause;
  lastTrouble = Date.now();
  if (looking) return;
  looking = true;
  wait();
}

function wait(): void {
  clearTimeout(timer);
  timer = setTimeout(() => void look(), pause);
  pause = Math.min(pause * 2, longestPause);
}

async function look(): Promise<void> {
  const answers = await fetch('/api/health', { cache: 'no-store' }).then(
    // Only a proxy before the portal says these; whatever the portal itself says means that it is there.
    ({ status }) => status !== 502 && status !== 504,
    () => false,
  );
  if (!looking) return;
  looking = !answers;
  away = !answers;
  if (away) wait();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Whether the portal is known not to answer. */
export function useAway(): boolean {
  return useSyncExternalStore(subscribe, () => away, () => false);
}

/** Calls back each time the portal answers after a request had met none. */
export function useWhenBack(callback: () => void): void {
  const call = useEffectEvent(callback);
  useEffect(() => subscribe(() => !looking && call()), []);
}

/**
 * A part of the page that is loaded when wanted (for `dynamic` or `lazy`). Where the portal does not answer it is waited
 * for: a part that failed to load once would otherwise stay broken until the page is loaded anew.
 */
export function whenReachable<Part>(load: () => Promise<Part>): () => Promise<Part> {
  return () =>
    load().catch(async () => {
      await new Promise<void>((resolve) => {
        const forget = subscribe(() => {
          if (looking) return;
          forget();
          resolve();
        });
        noteTrouble();
      });
      return load();
    });
}
