'use client';

import { useEffect, useEffectEvent, useState } from 'react';
import type { DocumentRow } from '@/lib/documents/document-row';
import { sendJson } from '@/lib/http/send-json';
import { isUnsettled } from './document-state';

/** Milliseconds between two looks while the document is being read. */
const pause = 1_500;

/** The document as it stands now: looked at until it is settled, then `onSettled` is called. */
export function useSettling(given: DocumentRow, onSettled: () => void): DocumentRow {
  const [seen, setSeen] = useState<{ given: DocumentRow; now: DocumentRow }>();
  const now = seen?.given === given ? seen.now : given;
  const settle = useEffectEvent(onSettled);
  const unsettled = isUnsettled(now);
  useEffect(() => {
    if (!unsettled) return;
    let over = false;
    const timer = setInterval(() => {
      // A look that fails is made again; the shell says when the portal does not answer.
      sendJson<DocumentRow>('GET', `/api/documents/${given.id}`).then(
        (row) => {
          if (over) return;
          setSeen({ given, now: row });
          if (!isUnsettled(row)) settle();
        },
        () => {},
      );
    }, pause);
    return () => {
      over = true;
      clearInterval(timer);
    };
  }, [unsettled, given]);
  return now;
}
