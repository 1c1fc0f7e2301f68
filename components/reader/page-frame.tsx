'use client';

import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { MarkKind } from './cut-by-marks';
import type { Box } from './highlight-boxes';
import type { PageSize } from './use-pages';

export type PageMark = { kind: MarkKind; start: number; words: string; boxes: Box[] };

type Props = {
  page: PageSize;
  label: string;
  /** Width on the screen, in CSS pixels. */
  width: number;
  marks: PageMark[];
  /** The page's words, for screen readers until the page is drawn. */
  text: string;
  scroller: HTMLElement;
  onVisible: (page: number) => void;
  onUnlike: (page: number) => void;
  /** Draws the page; called while it is near. It tells when the page has another shape than the one that was read. */
  children: (unlike: () => void) => ReactNode;
};

/** The place of one page, with boxes over the marked words. What it shows is drawn when near and dropped when far. */
export function PageFrame({ page, width, marks, scroller, onVisible, onUnlike, ...props }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const [near, setNear] = useState(false);
  const [unlike, setUnlike] = useState(false);
  const scale = width / page.width;

  useEffect(() => {
    const element = place.current;
    if (!element) return undefined;
    const approach = new IntersectionObserver(([entry]) => entry && setNear(entry.isIntersecting), { root: scroller, rootMargin: '900px 0px' });
    // The page on the line a third from the top is the one that is read.
    const read = new IntersectionObserver(([entry]) => entry?.isIntersecting && onVisible(page.number), { root: scroller, rootMargin: '-33% 0px -66% 0px' });
    approach.observe(element);
    read.observe(element);
    return () => {
      approach.disconnect();
      read.disconnect();
    };
  }, [page.number, scroller, onVisible]);

  const noteUnlike = () => {
    setUnlike(true);
    onUnlike(page.number);
  };

  return (
    <section ref={place} data-page={page.number} aria-label={props.label} className="reader-page relative mx-auto shrink-0 border border-line" style={{ width, height: page.height * scale }}>
      {near ? props.children(noteUnlike) : <p className="sr-only">{props.text}</p>}
      {!unlike &&
        marks.map((mark) =>
          mark.boxes.map((box, n) => (
            <div
              key={`${mark.kind}-${mark.start}-${n}`}
              data-mark={mark.kind}
              data-start={mark.start}
              tabIndex={mark.kind === 'place' ? undefined : -1}
              {...(n === 0 && mark.kind !== 'place' ? { role: 'note', 'aria-label': `Marked: ${mark.words}` } : { 'aria-hidden': true })}
              className="reader-page-mark"
              style={{ left: (box.x - 1) * scale, top: (box.y - 1) * scale, width: (box.width + 2) * scale, height: (box.height + 2) * scale }}
            />
          )),
        )}
    </section>
  );
}
