'use client';

import { useCallback, useEffect, useState } from 'react';
import { RequestError, sendJson, sentenceOf } from '@/lib/http/send-json';
import type { SearchAnswer } from '@/lib/search/search-result';

export type SearchState =
  | { state: 'idle' }
  | { state: 'loading' }
  | { state: 'ready'; answer: SearchAnswer }
  | { state: 'failed'; message: string; requestId?: string; retry: () => void };

/** Runs the search that the address asks for; a newer one ends an older one. */
export function useSearch({ q, mode }: { q: string; mode: string }): SearchState {
  const [attempt, setAttempt] = useState(0);
  const [result, setResult] = useState<{ key: string; answer?: SearchAnswer; error?: unknown }>();
  const query = new URLSearchParams({ q, ...(mode && { mode }) }).toString();
  const key = q.trim() === '' ? '' : `${query}#${attempt}`;

  useEffect(() => {
    if (!key) return undefined;
    const abort = new AbortController();
    sendJson<SearchAnswer>('GET', `/api/search?${query}`, undefined, { signal: abort.signal }).then(
      (answer) => setResult({ key, answer }),
      (error: unknown) => abort.signal.aborted || setResult({ key, error }),
    );
    return () => abort.abort();
  }, [key, query]);

  const retry = useCallback(() => setAttempt((n) => n + 1), []);
  if (!key) return { state: 'idle' };
  if (result?.key !== key) return { state: 'loading' };
  if (result.answer) return { state: 'ready', answer: result.answer };
  return { state: 'failed', message: sentenceOf(result.error), requestId: result.error instanceof RequestError ? result.error.requestId : undefined, retry };
}
