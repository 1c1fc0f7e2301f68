'use client';

import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';

const near = 48;

/** Follows growing content while the reader is at its end, and never otherwise. The scroller is the page's `<main>`. */
export function useStickToEnd(content: RefObject<HTMLElement | null>): { atEnd: boolean; toEnd: (smooth?: boolean) => void } {
  const scroller = useRef<HTMLElement>(null);
  const following = useRef(true);
  const [atEnd, setAtEnd] = useState(true);

  const toEnd = useCallback((smooth = false) => {
    following.current = true;
    const calm = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    scroller.current?.scrollTo({ top: scroller.current.scrollHeight, behavior: smooth && !calm ? 'smooth' : 'instant' });
  }, []);

  useEffect(() => {
    const element = content.current;
    const main = element?.closest('main');
    if (!element || !main) return;
    scroller.current = main;
    let last = main.scrollTop;
    const read = () => {
      const end = main.scrollHeight - main.scrollTop - main.clientHeight < near;
      // Only a person scrolls upwards; growth alone must not end the following.
      if (end) following.current = true;
      else if (main.scrollTop < last) following.current = false;
      last = main.scrollTop;
      setAtEnd(end);
    };
    const grown = new ResizeObserver(() => {
      if (following.current) main.scrollTop = main.scrollHeight;
      read();
    });
    grown.observe(element);
    main.addEventListener('scroll', read, { passive: true });
    return () => {
      grown.disconnect();
      main.removeEventListener('scroll', read);
    };
  }, [content]);

  return { atEnd, toEnd };
}
