'use client';

import { useCallback, useEffect, useState } from 'react';
import { RequestError, sendJson, sentenceOf } from '@/lib/http/send-json';

export type JsonState<T> =
  | { state: 'idle' }
  | { state: 'loading' }
  | { state: 'ready'; answer: T }
  | { state: 'failed'; message: string; requestId?: string; retry: () => void };

/** What an address of the portal answers; a newer one ends an older one, and none is idle. The caller names the promised shape. */
export function useJson<T>(url: string | undefined): JsonState<T> {
  const [attempt, setAttempt] = useState(0);
  const [result, setResult] = useState<{ key: string; answer?: T; error?: unknown }>();
  const key = url === undefined ? '' : `${url}#${attempt}`;

  useEffect(() => {
    if (url === undefined) return undefined;
    const abort = new AbortController();
    sendJson<T>('GET', url, undefined, { signal: abort.signal }).then(
      (answer) => setResult({ key, answer }),
      (error: unknown) => abort.signal.aborted || setResult({ key, error }),
    );
    return () => abort.abort();
  }, [key, url]);

  const retry = useCallback(() => setAttempt((n) => n + 1), []);
  if (url === undefined) return { state: 'idle' };
  if (result?.key !== key) return { state: 'loading' };
  if (result.answer !== undefined) return { state: 'ready', answer: result.answer };
  return { state: 'failed', message: sentenceOf(result.error), requestId: result.error instanceof RequestError ? result.error.requestId : undefined, retry };
}
