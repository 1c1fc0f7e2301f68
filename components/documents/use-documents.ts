'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import type { DocumentPage, DocumentRow } from '@/lib/documents/document-row';
import { useWhenBack } from '@/components/shell/reachability';
import { sendJson } from '@/lib/http/send-json';
import { isUnsettled } from './document-state';

/** Milliseconds between two looks while a document is being read. */
const pollInterval = 1_500;

export type DocumentsState = {
  page: DocumentPage | undefined;
  /** Why the last look failed; `page` is then what was seen before it. */
  error: unknown;
  /** Looks again now, for example after an action; also after an error. */
  refresh: () => void;
};

/** One page of the table. While something on it is not settled it is asked for again; rows change in place. */
export function useDocuments(query: string): DocumentsState {
  const [loaded, setLoaded] = useState<{ query: string; page: DocumentPage }>();
  const [error, setError] = useState<unknown>();
  const [round, setRound] = useState(0);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  useEffect(() => {
    const controller = new AbortController();
    const look = async (quiet: boolean) => {
      try {
        const page = await sendJson<DocumentPage>('GET', `/api/documents?${query}`, undefined, { signal: controller.signal });
        setLoaded((before) => ({ query, page: quiet && before?.query === query ? inPlace(before.page, page) : page }));
        setError(undefined);
        if (page.documents.some(isUnsettled)) timer.current = setTimeout(() => void look(true), pollInterval);
      } catch (caught) {
        if (controller.signal.aborted) return;
        setError(caught);
        // A look in passing is repeated; the table stays as it was.
        if (quiet) timer.current = setTimeout(() => void look(true), 2 * pollInterval);
      }
    };
    void look(false);
    return () => {
      controller.abort();
      clearTimeout(timer.current);
    };
  }, [query, round]);

  const refresh = useCallback(() => setRound((n) => n + 1), []);
  useWhenBack(refresh);
  return { page: loaded?.page, error, refresh };
}

/** The new values in the old order, as long as the same documents are shown. */
function inPlace(before: DocumentPage, after: DocumentPage): DocumentPage {
  const newOf = new Map(after.documents.map((document) => [document.id, document]));
  const same = before.documents.length === after.documents.length && before.documents.every((document) => newOf.has(document.id));
  if (!same) return after;
  return { ...after, documents: before.documents.map((document): DocumentRow => newOf.get(document.id) ?? document) };
}
