'use client';

import type { PDFDocumentProxy } from 'pdfjs-dist';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { ReadableVersion } from '@/lib/documents/read-version';
import type { Page, Span } from '@/lib/ingest/parse/parsed-document';
import type { Mark } from './cut-by-marks';
import { highlightBoxes } from './highlight-boxes';
import { PageSkeleton } from './page-skeleton';
import { PdfPage, type PageMark } from './pdf-page';
import { loadPdfjs, openPdf } from './pdfjs';
import { showMark } from './show-mark';

type Props = {
  content: ReadableVersion;
  marks: readonly Mark[];
  target: (Span & { focus: boolean }) | undefined;
  /** 1-based page to open at when there is nothing to mark. */
  page: number | undefined;
  scroller: HTMLElement;
  zoom: number;
  onVisiblePage: (page: number) => void;
  /** The file could not be drawn: the text is shown instead. */
  onFail: () => void;
  /** The drawn page has another shape than the one that was read, so boxes would stand in the wrong place. */
  onUnlikePage: (page: number) => void;
};

type Loaded = { pdf: PDFDocumentProxy; pages: Pick<Page, 'number' | 'width' | 'height'>[] };

/** The pages of a PDF as they are, drawn when they come near, with the marked words boxed. */
export function PdfDocument(props: Props) {
  const { content, marks, target, scroller, onFail } = props;
  const [loaded, setLoaded] = useState<Loaded>();
  const [width, setWidth] = useState(0);
  const frame = useRef<HTMLDivElement>(null);

  useEffect(() => {
    let ended = false;
    let close: (() => Promise<void>) | undefined;
    void (async () => {
      try {
        const pdfjs = await loadPdfjs();
        if (ended) return;
        const task = openPdf(pdfjs, `/api/documents/${encodeURIComponent(content.documentId)}/file?version=${encodeURIComponent(content.versionId)}`);
        close = () => task.destroy();
        const pdf = await task.promise;
        const sizes = await pageSizes(pdf, content.pages);
        if (!ended) setLoaded({ pdf, pages: sizes });
      } catch {
        if (!ended) onFail();
      }
    })();
    return () => {
      ended = true;
      setLoaded(undefined);
      void close?.();
    };
  }, [content.documentId, content.versionId, content.pages, onFail]);

  useEffect(() => {
    if (!frame.current) return undefined;
    const observer = new ResizeObserver(([entry]) => entry && setWidth(Math.floor(entry.contentRect.width)));
    observer.observe(frame.current);
    return () => observer.disconnect();
  }, []);

  const byPage = useMemo(() => marksByPage(content, marks), [content, marks]);
  const ready = loaded !== undefined && width > 0;

  useEffect(() => {
    if (!ready) return;
    if (target && showMark(scroller, target.start, target.focus)) return;
    if (props.page !== undefined) scroller.querySelector(`[data-page="${props.page}"]`)?.scrollIntoView({ block: 'start' });
    // A change of width must not throw the reader back to the mark.
  }, [ready, target, props.page, scroller]);

  return (
    <div ref={frame} className="mx-auto flex max-w-[70rem] flex-col gap-3 p-3">
      {ready ? (
        loaded.pages.map((page) => (
          <PdfPage
            key={page.number}
            pdf={loaded.pdf}
            page={page}
            width={Math.min(width, page.width * 2) * props.zoom}
            marks={byPage.get(page.number) ?? noMarks}
            text={pageText(content, page.number)}
            scroller={scroller}
            onVisible={props.onVisiblePage}
            onUnlike={props.onUnlikePage}
          />
        ))
      ) : (
        <PageSkeleton />
      )}
    </div>
  );
}

const noMarks: PageMark[] = [];

function marksByPage(content: ReadableVersion, marks: readonly Mark[]): Map<number, PageMark[]> {
  const byPage = new Map<number, PageMark[]>();
  for (const mark of marks) {
    for (const { page, boxes } of highlightBoxes(content.pages, content.text, mark)) {
      const list = byPage.get(page) ?? [];
      list.push({ kind: mark.kind, start: mark.start, words: content.text.slice(mark.start, mark.end), boxes });
      byPage.set(page, list);
    }
  }
  return byPage;
}

function pageText(content: ReadableVersion, number: number): string {
  const page = content.pages.find((each) => each.number === number);
  return page ? content.text.slice(page.start, page.end) : '';
}

/** Sizes as they were read; pages that were not read have the size of the file's first page until drawn. */
async function pageSizes(pdf: PDFDocumentProxy, read: readonly Page[]): Promise<Loaded['pages']> {
  const known = new Map(read.map((page) => [page.number, page]));
  const first = (await pdf.getPage(1)).getViewport({ scale: 1 });
  return Array.from({ length: pdf.numPages }, (_, n) => known.get(n + 1) ?? { number: n + 1, width: first.width, height: first.height });
}
