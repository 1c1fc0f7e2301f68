'use client';

import type { PDFDocumentProxy } from 'pdfjs-dist';
import { useEffect, useRef, useState } from 'react';
import { freeCanvas, paintPage } from './paint-page';
import type { OpenPdf, PageSize } from './use-pages';

/** Width of a thumbnail in CSS pixels. */
const width = 104;

/** Every page small, drawn when it comes near; the one that is read is framed. */
export function PageThumbnails(props: { opened: OpenPdf; current: number | undefined; onPage: (page: number) => void }) {
  return (
    <ol className="flex flex-wrap justify-center gap-3 p-3">
      {props.opened.pages.map((page) => (
        <li key={page.number}>
          <button
            type="button"
            aria-current={page.number === props.current ? 'page' : undefined}
            onClick={() => props.onPage(page.number)}
            className="group flex flex-col items-center gap-1 rounded-sm text-sm text-muted tabular-nums hover:text-ink aria-[current]:font-semibold aria-[current]:text-ink"
          >
            <Thumbnail pdf={props.opened.pdf} page={page} />
            <span>
              <span className="sr-only">Page </span>
              {page.number}
            </span>
          </button>
        </li>
      ))}
    </ol>
  );
}

function Thumbnail({ pdf, page: { number, ...page } }: { pdf: PDFDocumentProxy; page: PageSize }) {
  const place = useRef<HTMLSpanElement>(null);
  const picture = useRef<HTMLCanvasElement>(null);
  const [near, setNear] = useState(false);
  const turn = page.orientation?.turn ?? 0;

  useEffect(() => {
    if (!place.current) return undefined;
    const approach = new IntersectionObserver(([entry]) => entry && setNear(entry.isIntersecting), { rootMargin: '300px 0px' });
    approach.observe(place.current);
    return () => approach.disconnect();
  }, []);

  useEffect(() => {
    const canvas = picture.current;
    if (!near || !canvas) return undefined;
    let ended = false;
    let stop: (() => void) | undefined;
    void pdf
      .getPage(number)
      .then((drawn) => {
        if (ended) return undefined;
        const { painting } = paintPage(drawn, canvas, { width, turn });
        stop = () => painting.cancel();
        return painting.promise;
      })
      // Cancelled, or a page that pdf.js cannot draw: it stays white, its number says which it is.
      .catch(() => {});
    return () => {
      ended = true;
      stop?.();
      freeCanvas(canvas);
    };
  }, [near, pdf, number, turn]);

  return (
    <span ref={place} className="reader-page block border border-line group-hover:border-edge group-aria-[current]:outline-2 group-aria-[current]:outline-ink" style={{ width, height: (page.height / page.width) * width }}>
      {near && <canvas ref={picture} aria-hidden className="size-full" />}
    </span>
  );
}
