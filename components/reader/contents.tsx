'use client';

import { useRef } from 'react';
import { Tabs, TabsContent, TabsList, TabsTrigger } from '@/components/ui/tabs';
import type { OutlineEntry } from './outline';
import { PageThumbnails } from './page-thumbnails';
import type { OpenPdf } from './use-pages';

/**
 * What is in the document: its headings and, for a PDF, its pages. Beside the text where there is room, else over it
 * until something is chosen.
 */
export function Contents(props: {
  outline: OutlineEntry[];
  opened: OpenPdf | undefined;
  currentPage: number | undefined;
  onHeading: (entry: OutlineEntry) => void;
  onPage: (page: number) => void;
  onClose: () => void;
}) {
  const panel = useRef<HTMLElement>(null);
  const { outline, opened } = props;
  const chosen = (go: () => void) => {
    // Over the text it has to give way to what was chosen.
    if (panel.current && getComputedStyle(panel.current).position === 'absolute') props.onClose();
    go();
  };
  const headings = (
    <ol className="py-2">
      {outline.map((entry) => (
        <li key={entry.start}>
          <button
            type="button"
            onClick={() => chosen(() => props.onHeading(entry))}
            style={{ paddingInlineStart: `${0.75 + entry.depth * 0.75}rem` }}
            className="flex min-h-7 w-full items-baseline gap-2 py-1 pe-3 text-start text-sm hover:bg-wash"
          >
            <span className="min-w-0 flex-1 wrap-anywhere">{entry.title}</span>
            {entry.page !== undefined && <span className="shrink-0 text-muted tabular-nums">{entry.page}</span>}
          </button>
        </li>
      ))}
    </ol>
  );
  const pages = opened && <PageThumbnails opened={opened} current={props.currentPage} onPage={(page) => chosen(() => props.onPage(page))} />;
  return (
    <nav ref={panel} aria-label="Contents" className="absolute inset-0 z-10 flex flex-col overflow-hidden bg-paper @lg:static @lg:w-52 @lg:shrink-0 @lg:border-e @lg:border-line">
      {outline.length > 0 && pages ? (
        <Tabs defaultValue="headings" className="flex min-h-0 flex-1 flex-col">
          <TabsList className="shrink-0 px-3" aria-label="Contents">
            <TabsTrigger value="headings">Headings</TabsTrigger>
            <TabsTrigger value="pages">Pages</TabsTrigger>
          </TabsList>
          <TabsContent value="headings" className="min-h-0 flex-1 overflow-y-auto p-0 -outline-offset-2">
            {headings}
          </TabsContent>
          <TabsContent value="pages" className="min-h-0 flex-1 overflow-y-auto p-0 -outline-offset-2">
            {pages}
          </TabsContent>
        </Tabs>
      ) : (
        <div className="min-h-0 flex-1 overflow-y-auto">{pages ?? headings}</div>
      )}
    </nav>
  );
}
