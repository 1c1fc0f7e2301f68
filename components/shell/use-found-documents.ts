'use client';

import { useEffect, useState } from 'react';
import { sendJson } from '@/lib/http/send-json';

export type FoundDocument = { id: string; name: string };

/** Up to eight documents whose name holds the words, asked for as a person types. A failure shows as none found. */
export function useFoundDocuments(query: string): FoundDocument[] {
  const [found, setFound] = useState<{ words: string; documents: FoundDocument[] }>();
  const words = query.trim();
  const asking = words.length >= 2;
  useEffect(() => {
    if (!asking) return;
    const controller = new AbortController();
    const wait = setTimeout(() => {
      sendJson<{ documents: FoundDocument[] }>('GET', `/api/documents?pageSize=8&sort=name&direction=asc&search=${encodeURIComponent(words)}`, undefined, { signal: controller.signal })
        .then((answer) => setFound({ words, documents: answer.documents }))
        .catch(() => setFound(undefined));
    }, 120);
    return () => {
      clearTimeout(wait);
      controller.abort();
    };
  }, [words, asking]);
  return asking && found ? found.documents : [];
}
