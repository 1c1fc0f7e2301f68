'use client';

import { useCallback, useEffect, useState } from 'react';
import { sendJson } from '@/lib/http/send-json';

/** Milliseconds between two looks. */
const pollInterval = 1_500;

/**
 * What an address of the portal answers, beginning with what the page came with; looked at again while it moves, and on
 * `refresh`. A look that fails is made again: the shell says when the portal does not answer.
 */
export function usePolled<T>(url: string, first: T, isMoving: (now: T) => boolean): { now: T; refresh: () => void } {
  const [seen, setSeen] = useState<{ url: string; first: T; now: T }>({ url, first, now: first });
  const [round, setRound] = useState(0);
  // A page that came anew, or another address, begins with what it brought.
  const now = seen.url === url && seen.first === first ? seen.now : first;
  const moves = isMoving(now);

  useEffect(() => {
    if (!moves && round === 0) return undefined;
    const controller = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async () => {
      const answer = await sendJson<T>('GET', url, undefined, { signal: controller.signal }).catch(() => undefined);
      if (controller.signal.aborted) return;
      if (answer !== undefined) setSeen({ url, first, now: answer });
      if (moves) timer = setTimeout(() => void look(), pollInterval);
    };
    if (round > 0) void look();
    else timer = setTimeout(() => void look(), pollInterval);
    return () => {
      controller.abort();
      clearTimeout(timer);
    };
  }, [url, first, moves, round]);

  return { now, refresh: useCallback(() => setRound((n) => n + 1), []) };
}
