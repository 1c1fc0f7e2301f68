'use client';

import { useEffect, useMemo, useRef, useState } from 'react';
import type { ReadableVersion } from '@/lib/documents/read-version';
import type { Page, Span } from '@/lib/ingest/parse/parsed-document';
import type { Mark } from './cut-by-marks';
import { highlightBoxes } from './highlight-boxes';
import { PageFrame, type PageMark } from './page-frame';
import { PageSkeleton } from './page-skeleton';
import { PdfPage } from './pdf-page';
import { PicturePage } from './picture-page';
import { RecognisedWords } from './recognised-words';
import { showMark } from './show-mark';
import { TiffPage } from './tiff-page';
import type { OpenPages } from './use-pages';

type Props = {
  content: ReadableVersion;
  /** Undefined while the file is being opened. */
  opened: OpenPages | undefined;
  marks: readonly Mark[];
  target: (Span & { focus: boolean }) | undefined;
  /** Page to show when there is nothing to mark, by its 1-based number; a new object shows it again. */
  page: { number: number } | undefined;
  scroller: HTMLElement;
  zoom: number;
  onVisiblePage: (page: number) => void;
  /** The drawn page has another shape than the one that was read, so boxes would stand in the wrong place. */
  onUnlikePage: (page: number) => void;
};

/** The pages of a file as they are, drawn when they come near, with the marked words boxed. */
export function PagedDocument(props: Props) {
  const { content, opened, marks, target, page, scroller } = props;
  const [width, setWidth] = useState(0);
  const frame = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (!frame.current) return undefined;
    const observer = new ResizeObserver(([entry]) => entry && setWidth(Math.floor(entry.contentRect.width)));
    observer.observe(frame.current);
    return () => observer.disconnect();
  }, []);

  const byPage = useMemo(() => marksByPage(content, marks), [content, marks]);
  const recognised = useMemo(() => recognisedPages(content), [content]);
  const ready = opened !== undefined && width > 0;

  useEffect(() => {
    if (!ready) return;
    if (target && showMark(scroller, target.start, target.focus)) return;
    if (page !== undefined) scroller.querySelector(`[data-page="${page.number}"]`)?.scrollIntoView({ block: 'start' });
    // A change of width must not throw the reader back to the mark.
  }, [ready, target, page, scroller]);

  return (
    <div ref={frame} className="mx-auto flex max-w-[70rem] flex-col gap-3 p-3">
      {ready ? (
        opened.pages.map((page) => {
          const wide = Math.min(width, page.width * 2) * props.zoom;
          const read = recognised.get(page.number);
          const words = read && <RecognisedWords page={read} text={content.text} scale={wide / page.width} />;
          return (
            <PageFrame
              key={page.number}
              page={page}
              label={content.format === 'image' && opened.pages.length === 1 ? 'Picture' : `Page ${page.number}`}
              width={wide}
              marks={byPage.get(page.number) ?? noMarks}
              text={pageText(content, page.number)}
              scroller={scroller}
              onVisible={props.onVisiblePage}
              onUnlike={props.onUnlikePage}
            >
              {(unlike) =>
                opened.kind === 'pdf' ? (
                  <PdfPage pdf={opened.pdf} page={page} width={wide} recognised={words} onUnlike={unlike} />
                ) : (
                  <>
                    {opened.kind === 'picture' ? (
                      <PicturePage url={opened.url} name={content.name} page={page} scale={wide / page.width} />
                    ) : (
                      <TiffPage bytes={opened.bytes} name={content.name} page={page} scale={wide / page.width} />
                    )}
                    {words}
                  </>
                )
              }
            </PageFrame>
          );
        })
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

/** The pages that are pictures, whose words only the reading knows. */
function recognisedPages({ pages, report }: ReadableVersion): Map<number, Page> {
  const numbers = new Set(report.recognised?.map(({ page }) => page));
  return new Map(pages.filter(({ number }) => numbers.has(number)).map((page) => [page.number, page]));
}

function pageText(content: ReadableVersion, number: number): string {
  const page = content.pages.find((each) => each.number === number);
  return page ? content.text.slice(page.start, page.end) : '';
}
