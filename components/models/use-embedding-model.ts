'use client';

import { useEffect, useState } from 'react';
import type { ShownEmbeddingModel } from '@/lib/embedding-model/shown-embedding-model';
import { sendJson } from '@/lib/http/send-json';

/** Milliseconds between two looks while a change is under way. */
const pollInterval = 2_000;

/** The team's embedding model; while it is being changed it is asked for again. A look that fails is repeated. */
export function useEmbeddingModel(initial: ShownEmbeddingModel): [ShownEmbeddingModel, (shown: ShownEmbeddingModel) => void] {
  const [shown, setShown] = useState(initial);
  const changing = shown.change !== undefined;

  useEffect(() => {
    if (!changing) return;
    const controller = new AbortController();
    const timer = setInterval(() => {
      sendJson<ShownEmbeddingModel>('GET', '/api/models/embedding', undefined, { signal: controller.signal }).then(setShown, () => {});
    }, pollInterval);
    return () => {
      controller.abort();
      clearInterval(timer);
    };
  }, [changing]);

  return [shown, setShown];
}
