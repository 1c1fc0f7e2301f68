'use client';

import { useEffect, useEffectEvent, useState } from 'react';
import type { DocumentRow } from '@/lib/documents/document-row';
import { sendJson } from '@/lib/http/send-json';
import { isUnsettled } from './document-state';

/** Milliseconds between two looks while the document is being read. */
const pause = 1_500;

/** A document as it stands now, looked at until it is settled; then `onSettled` is called. `given` is what is known of it. */
export function useSettling<Given extends DocumentRow | undefined>(id: string | undefined, given: Given, onSettled?: () => void): DocumentRow | Given {
  const [seen, setSeen] = useState<{ id: string; given: Given; now: DocumentRow }>();
  const now = seen && seen.id === id && seen.given === given ? seen.now : given;
  const settle = useEffectEvent(() => onSettled?.());
  const wanted = id !== undefined && (now === undefined || isUnsettled(now)) ? id : undefined;
  useEffect(() => {
    if (wanted === undefined) return;
    let over = false;
    const timer = setInterval(() => {
      // A look that fails is made again; the shell says when the portal does not answer.
      sendJson<DocumentRow>('GET', `/api/documents/${wanted}`).then(
        (row) => {
          if (over) return;
          setSeen({ id: wanted, given, now: row });
          if (!isUnsettled(row)) settle();
        },
        () => {},
      );
    }, pause);
    return () => {
      over = true;
      clearInterval(timer);
    };
  }, [wanted, given]);
  return now;
}
