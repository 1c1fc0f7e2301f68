'use client';

import type { PDFDocumentProxy } from 'pdfjs-dist';
import { useEffect, useRef, useState } from 'react';
import type { Page } from '@/lib/ingest/parse/parsed-document';
import type { MarkKind } from './cut-by-marks';
import type { Box } from './highlight-boxes';
import { freeCanvas, paintPage } from './paint-page';
import { loadPdfjs } from './pdfjs';

export type PageMark = { kind: MarkKind; start: number; words: string; boxes: Box[] };

type Props = {
  pdf: PDFDocumentProxy;
  page: Pick<Page, 'number' | 'width' | 'height'>;
  /** Width on the screen, in CSS pixels. */
  width: number;
  marks: PageMark[];
  /** The page's words, for screen readers until the page is drawn. */
  text: string;
  scroller: HTMLElement;
  onVisible: (page: number) => void;
  onUnlike: (page: number) => void;
};

/** One page: a picture, its words for selecting, and boxes over the marked ones. Drawn when near, dropped when far. */
export function PdfPage({ pdf, page, width, marks, scroller, onVisible, onUnlike, ...props }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const picture = useRef<HTMLCanvasElement>(null);
  const words = useRef<HTMLDivElement>(null);
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

  useEffect(() => {
    const canvas = picture.current;
    const layer = words.current;
    if (!near || !canvas || !layer) return undefined;
    let ended = false;
    let stop: (() => void) | undefined;
    void (async () => {
      try {
        const [pdfjs, drawn] = await Promise.all([loadPdfjs(), pdf.getPage(page.number)]);
        if (ended) return;
        const natural = drawn.getViewport({ scale: 1 });
        if (Math.abs(natural.width / natural.height - page.width / page.height) > 0.01) {
          setUnlike(true);
          onUnlike(page.number);
        }
        const { viewport, painting } = paintPage(drawn, canvas, width);
        layer.replaceChildren();
        layer.style.setProperty('--total-scale-factor', String(viewport.scale));
        const text = new pdfjs.TextLayer({ textContentSource: drawn.streamTextContent(), container: layer, viewport });
        stop = () => {
          painting.cancel();
          text.cancel();
        };
        await Promise.all([painting.promise, text.render()]);
      } catch {
        // Cancelled because the page went away, or a page that pdf.js cannot draw: it stays white, the others are fine.
      }
    })();
    return () => {
      ended = true;
      stop?.();
      freeCanvas(canvas);
      layer.replaceChildren();
    };
  }, [near, pdf, page.number, page.width, page.height, width, onUnlike]);

  return (
    <section
      ref={place}
      data-page={page.number}
      aria-label={`Page ${page.number}`}
      className="reader-page relative mx-auto shrink-0 border border-line"
      style={{ width, height: page.height * scale }}
    >
      {near ? <canvas ref={picture} aria-hidden className="absolute inset-0 size-full" /> : <p className="sr-only">{props.text}</p>}
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
      {near && <div ref={words} className="reader-page-text" />}
    </section>
  );
}
