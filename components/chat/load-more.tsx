'use client';

import { useEffect, useEffectEvent, useRef } from 'react';
import { Button } from '@/components/ui/button';

/** How far from the view, in pixels, the next page of a chat is loaded. */
const ahead = 1_200;

/**
 * Stands where a chat goes on beyond what is loaded: loads when it comes near the view, and by its button. `page` changes
 * with what is loaded, so that it looks again.
 */
export function LoadMore(props: { label: string; page: string; failed?: string; onLoad: () => void }) {
  const place = useRef<HTMLDivElement>(null);
  const load = useEffectEvent(() => !props.failed && props.onLoad());
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    const near = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && load(), { root: element.closest('main'), rootMargin: `${ahead}px 0px` });
    near.observe(element);
    return () => near.disconnect();
  }, [props.page]);
  return (
    <div ref={place} className="flex min-h-10 flex-wrap items-center justify-center gap-3">
      {props.failed && (
        <p role="alert" className="text-bad">
          {props.failed}
        </p>
      )}
      <Button variant="ghost" size="small" onClick={props.onLoad}>
        {props.failed ? 'Try again' : props.label}
      </Button>
    </div>
  );
}
