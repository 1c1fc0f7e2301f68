'use client';

import { useEffect, useState } from 'react';
import type { ShownHealth } from '@/lib/health/shown-health';
import { sendJson, sentenceOf } from '@/lib/http/send-json';

/** Milliseconds between two looks: while something moves, and otherwise. */
const pollInterval = { moving: 1_500, still: 15_000 };

/** Looks again by itself. `problem` is the sentence of a look that failed; what was last seen stays. */
export function useHealth(first: ShownHealth): { health: ShownHealth; problem: string | undefined; show: (health: ShownHealth) => void } {
  const [health, setHealth] = useState(first);
  const [problem, setProblem] = useState<string>();

  useEffect(() => {
    const controller = new AbortController();
    const timer = setTimeout(
      async () => {
        try {
          setHealth(await sendJson<ShownHealth>('GET', '/api/health/parts', undefined, { signal: controller.signal }));
          setProblem(undefined);
        } catch (error) {
          if (controller.signal.aborted) return;
          setProblem(sentenceOf(error));
          // The same again, so that the next look is due.
          setHealth((now) => ({ ...now }));
        }
      },
      isMoving(health) ? pollInterval.moving : pollInterval.still,
    );
    return () => {
      controller.abort();
      clearTimeout(timer);
    };
  }, [health]);

  return { health, problem, show: setHealth };
}

function isMoving({ keyword: { server } }: ShownHealth): boolean {
  return server !== undefined && (server.waiting > 0 || (server.rebuild !== undefined && !server.rebuild.finishedAt));
}
