'use client';

import type { PDFDocumentProxy } from 'pdfjs-dist';
import { type ReactNode, useEffect, useRef } from 'react';
import { freeCanvas, paintPage } from './paint-page';
import { loadPdfjs } from './pdfjs';
import type { PageSize } from './use-pages';
import { useSteady } from './use-steady';

type Props = {
  pdf: PDFDocumentProxy;
  page: PageSize;
  /** Width on the screen, in CSS pixels. */
  width: number;
  /** The words of a page that is a picture, instead of those that the file gives. */
  recognised: ReactNode;
  onUnlike: () => void;
};

/** One page of a PDF: a picture, and its words for selecting. */
export function PdfPage({ pdf, page, width, recognised, ...props }: Props) {
  const picture = useRef<HTMLCanvasElement>(null);
  const words = useRef<HTMLDivElement>(null);
  const onUnlike = useSteady(props.onUnlike);
  const turn = page.orientation?.turn ?? 0;

  useEffect(() => {
    const canvas = picture.current;
    if (!canvas) return undefined;
    const layer = words.current;
    let ended = false;
    let stop: (() => void) | undefined;
    void (async () => {
      try {
        const [pdfjs, drawn] = await Promise.all([loadPdfjs(), pdf.getPage(page.number)]);
        if (ended) return;
        const { viewport, painting } = paintPage(drawn, canvas, { width, turn });
        if (Math.abs(viewport.width / viewport.height - page.width / page.height) > 0.01) onUnlike();
        stop = () => painting.cancel();
        if (layer) {
          layer.replaceChildren();
          layer.style.setProperty('--total-scale-factor', String(viewport.scale));
          const text = new pdfjs.TextLayer({ textContentSource: drawn.streamTextContent(), container: layer, viewport });
          stop = () => {
            painting.cancel();
            text.cancel();
          };
          await text.render();
        }
        await painting.promise;
      } catch {
        // Cancelled because the page went away, or a page that pdf.js cannot draw: it stays white, the others are fine.
      }
    })();
    return () => {
      ended = true;
      stop?.();
      freeCanvas(canvas);
      layer?.replaceChildren();
    };
  }, [pdf, page.number, page.width, page.height, width, turn, onUnlike]);

  return (
    <>
      <canvas ref={picture} aria-hidden className="absolute inset-0 size-full" />
      {recognised ?? <div ref={words} className="reader-page-text" />}
    </>
  );
}
