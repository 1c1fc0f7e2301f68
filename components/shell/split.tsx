'use client';

import dynamic from 'next/dynamic';
import { useSearchParams } from 'next/navigation';
import { type KeyboardEvent, type PointerEvent, type ReactNode, type RefObject, type CSSProperties, useEffect, useRef, useState } from 'react';
import { Skeleton } from '@/components/ui/skeleton';
import { useKept } from '@/components/ui/use-kept';
import { whenReachable } from './reachability';
import { closeReader, isReaderOpen } from './reader-address';

const ReaderPanel = dynamic(whenReachable(() => import('@/components/reader/reader').then((module) => module.ReaderPanel)), {
  ssr: false,
  loading: () => (
    <div className="flex flex-col gap-4 p-6">
      <Skeleton className="w-1/2" />
      <Skeleton className="h-64" />
    </div>
  ),
});

const narrowest = 320;
const step = 32;

/** The page, and beside it the reader whenever the address names a source. Below 1,000 px the reader covers the page. */
export function Split({ children }: { children: ReactNode }) {
  const open = isReaderOpen(useSearchParams());
  const frame = useRef<HTMLDivElement>(null);
  const panel = useRef<HTMLElement>(null);
  const [kept, keep] = useKept('footnote:reader-width');
  const width = kept === undefined ? undefined : Number(kept);
  const narrow = useNarrow();

  function resize(wanted: number) {
    const room = frame.current?.clientWidth ?? 1200;
    keep(String(Math.round(Math.max(Math.min(wanted, room - 400), narrowest))));
  }

  useReturningFocus(open, panel);
  useEffect(() => {
    if (!open) return;
    const onKey = (event: globalThis.KeyboardEvent) => {
      // Menus and dialogs above the reader take Escape for themselves first.
      if (event.key === 'Escape' && !event.defaultPrevented && !document.querySelector('[role="dialog"][data-state="open"], [role="menu"]')) closeReader();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [open]);

  function drag(event: PointerEvent<HTMLDivElement>) {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const right = frame.current?.getBoundingClientRect().right ?? window.innerWidth;
    resize(right - event.clientX);
  }

  function nudge(event: KeyboardEvent<HTMLDivElement>) {
    const current = panel.current?.offsetWidth ?? narrowest;
    if (event.key === 'ArrowLeft') resize(current + step);
    else if (event.key === 'ArrowRight') resize(current - step);
    else return;
    event.preventDefault();
  }

  return (
    <div ref={frame} className="flex min-h-0 min-w-0 flex-1">
      <main id="content" tabIndex={-1} inert={open && narrow} className="relative flex min-h-0 min-w-0 flex-1 flex-col overflow-y-auto outline-none">
        {children}
      </main>
      {open && (
        <aside
          ref={panel}
          aria-label="Reader"
          tabIndex={-1}
          style={{ '--reader-width': width ? `${width}px` : '46%' } as CSSProperties}
          className="flex min-h-0 shrink-0 flex-col border-line bg-paper outline-none max-[999px]:fixed max-[999px]:inset-0 max-[999px]:z-30 min-[1000px]:relative min-[1000px]:w-(--reader-width) min-[1000px]:max-w-[calc(100%-20rem)] min-[1000px]:border-l"
        >
          <div
            // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a divider that can be moved takes focus, which hr does not
            role="separator"
            tabIndex={0}
            aria-label="Width of the reader"
            aria-orientation="vertical"
            aria-valuenow={width ?? 50}
            aria-valuetext={width ? `${width} pixels` : 'not changed'}
            onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
            onPointerMove={drag}
            onKeyDown={nudge}
            className="absolute inset-y-0 -left-1.5 z-10 w-3 cursor-col-resize touch-none after:absolute after:inset-y-0 after:left-1.5 after:w-px hover:after:bg-edge focus-visible:after:bg-ink max-[999px]:hidden"
          />
          <ReaderPanel />
        </aside>
      )}
    </div>
  );
}

function useNarrow(): boolean {
  const [narrow, setNarrow] = useState(false);
  useEffect(() => {
    const query = window.matchMedia('(max-width: 999px)');
    const read = () => setNarrow(query.matches);
    read();
    query.addEventListener('change', read);
    return () => query.removeEventListener('change', read);
  }, []);
  return narrow;
}

/** Focus goes into the reader when it opens, and back to where it came from when it closes. */
function useReturningFocus(open: boolean, panel: RefObject<HTMLElement | null>) {
  const origin = useRef<Element>(null);
  useEffect(() => {
    if (open) {
      origin.current = document.activeElement;
      panel.current?.focus({ preventScroll: true });
    } else if (origin.current instanceof HTMLElement) {
      origin.current.focus({ preventScroll: true });
      origin.current = null;
    }
  }, [open, panel]);
}
