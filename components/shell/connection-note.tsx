'use client';

import { useEffect, useState } from 'react';
import { useAway } from './reachability';

/**
 * While the portal does not answer: says so above the page, and keeps links from leading to the browser's own error
 * page, which would lose what stands here.
 */
export function ConnectionNote() {
  const away = useAway();
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (!away) return;
    const stay = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[href]') : null;
      if (!link || link.target === '_blank' || link.hash) return;
      event.preventDefault();
      event.stopPropagation();
      setHeld(true);
    };
    document.addEventListener('click', stay, true);
    return () => {
      document.removeEventListener('click', stay, true);
      setHeld(false);
    };
  }, [away]);
  return (
    <output className="block shrink-0">
      {away && (
        <span className="block border-b border-line bg-raised px-4 py-2 text-center text-sm">
          <span aria-hidden className="mr-2 inline-block size-1.5 animate-pulse rounded-full bg-warn align-middle" />
          The portal cannot be reached. {held ? 'Other pages open when it can be reached again.' : 'What you wrote is kept; this page goes on by itself.'}
        </span>
      )}
    </output>
  );
}
