'use client';

import './reader.css';
import { useEffect, useMemo, useRef, useState } from 'react';
import { copyText } from '@/components/ui/copy-text';
import { ErrorState } from '@/components/ui/error-state';
import { toast } from '@/components/ui/toast';
import type { MessageCitation } from '@/lib/chats/chat-message';
import { pageNoun, showsPages } from '@/lib/ingest/parse/document-formats';
import type { Span } from '@/lib/ingest/parse/parsed-document';
import { Contents } from './contents';
import type { Mark } from './cut-by-marks';
import { FindBar } from './find-bar';
import { highlightBoxes } from './highlight-boxes';
import { type OutlineEntry, outlineOf } from './outline';
import { OtherPassages } from './other-passages';
import { PageSkeleton } from './page-skeleton';
import { PagedDocument } from './paged-document';
import { ReaderHeader } from './reader-header';
import { useReaderKeys } from './reader-keys';
import { OldVersionNote } from './old-version-note';
import { DeletedNote, LostNote, TextInsteadNote, WithheldNote } from './reader-notes';
import { documentHref, type ReaderPlace } from './reader-place';
import { TextDocument } from './text-document';
import { useFind } from './use-find';
import { usePages } from './use-pages';
import { useReading, type Reading } from './use-reading';
import { useSteady } from './use-steady';

type Props = {
  place: ReaderPlace;
  /** The answer's citations, by number, where the page has them. */
  citations: readonly MessageCitation[];
  onPlace: (place: ReaderPlace) => void;
  onClose?: () => void;
  /** A page of its own rather than a panel beside one. */
  page?: boolean;
};

/** A document opened at a place, with the words of that place marked; or a sentence that says why not. */
export function ReaderView({ place, citations, onPlace, onClose, page }: Props) {
  const panel = useRef<HTMLElement>(null);
  const reading = useReading(place, citations);
  const ready = reading.state === 'ready' ? reading : undefined;
  const answer = citations.length > 0 ? citations : (ready?.siblings ?? []);
  const shown = place.kind === 'citation' ? place.citationId : undefined;
  const at = answer.findIndex((citation) => citation.id === shown);
  const open = (citation: MessageCitation | undefined) => citation && (() => onPlace({ kind: 'citation', citationId: citation.id }));
  const previous = open(at > 0 ? answer[at - 1] : undefined);
  const next = open(at >= 0 ? answer[at + 1] : undefined);
  useReaderKeys(panel, { onPrevious: previous, onNext: next });

  const find = useFind(ready?.content.text ?? '');
  const [visiblePage, setVisiblePage] = useState<number>();
  const [zoom, setZoom] = useState(1);
  const document = ready && documentPlaceOf(ready);
  const isPaged = ready !== undefined && showsPages(ready.content.format);
  const content = ready?.content;
  const outline = useMemo(() => (content ? outlineOf(content) : []), [content]);
  const [contents, setContents] = useState(false);
  const pageNow = isPaged ? (visiblePage ?? ready?.page) : ready?.page;

  return (
    <section ref={panel} aria-label={ready ? `Reader: ${ready.content.name}` : 'Reader'} className="flex h-full min-h-0 min-w-0 flex-col bg-paper">
      <ReaderHeader
        level={page ? 1 : 2}
        name={ready?.content.name ?? (reading.state === 'deleted' || reading.state === 'withheld' ? reading.citation.documentName : reading.state === 'failed' ? 'Document' : 'Opening…')}
        position={ready ? positionOf(ready, pageNow) : ''}
        heading={ready?.citation?.heading}
        citation={at >= 0 && answer.length > 1 ? { label: `${at + 1} of ${answer.length}`, onPrevious: previous, onNext: next } : undefined}
        contents={outline.length > 0 || ready?.content.format === 'pdf' ? { open: contents, onToggle: () => setContents(!contents) } : undefined}
        finding={find.open}
        onFind={ready && find.toggle}
        onCopyLink={document && (() => void copyLink(document))}
        originalHref={ready && `/api/documents/${ready.content.documentId}/file?version=${ready.content.versionId}&download=1`}
        expandHref={!page && document ? documentHref(document) : undefined}
        zoom={isPaged ? { onIn: zoom < 3 ? () => setZoom(zoom * 1.25) : undefined, onOut: zoom > 0.6 ? () => setZoom(zoom / 1.25) : undefined } : undefined}
        onClose={onClose}
      />
      {find.open && <FindBar words={find.words} onWords={find.write} count={find.count} at={find.at} onStep={find.step} onClose={find.close} />}
      {reading.state === 'loading' && (
        <div className="flex-1 overflow-hidden p-3">
          <PageSkeleton />
        </div>
      )}
      {reading.state === 'failed' && (
        <ErrorState title={reading.missing ? 'Not found' : undefined} message={reading.message} requestId={reading.missing ? undefined : reading.requestId} onRetry={reading.missing ? undefined : reading.retry} />
      )}
      {reading.state === 'deleted' && <DeletedNote citation={reading.citation} />}
      {reading.state === 'withheld' && <WithheldNote />}
      {ready && (
        <Opened
          key={ready.content.versionId}
          reading={ready}
          find={find.open && find.words.trim() !== '' ? find : undefined}
          zoom={zoom}
          outline={contents ? outline : undefined}
          currentPage={pageNow}
          onContentsClose={() => setContents(false)}
          headingBase={page ? 2 : 3}
          onVisiblePage={setVisiblePage}
          onCurrentVersion={(span) => onPlace({ kind: 'document', documentId: ready.content.documentId, span })}
        />
      )}
      {ready?.citation && (
        <OtherPassages
          citations={answer.filter((citation) => citation.documentId === ready.content.documentId && citation.id !== shown && !citation.sourceDeletedAt)}
          onOpen={(citation) => onPlace({ kind: 'citation', citationId: citation.id })}
        />
      )}
    </section>
  );
}

type Ready = Reading & { state: 'ready' };

function Opened(props: {
  reading: Ready;
  find: { marks: Mark[]; current: Mark | { start: number; end: number } | undefined } | undefined;
  zoom: number;
  /** The headings, while the contents are shown. */
  outline: OutlineEntry[] | undefined;
  currentPage: number | undefined;
  onContentsClose: () => void;
  headingBase: number;
  onVisiblePage: (page: number) => void;
  onCurrentVersion: (span?: Span) => void;
}) {
  const { reading, find } = props;
  const { content, span, citation } = reading;
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  const [drawable, setDrawable] = useState(showsPages(content.format));
  const [unlike, setUnlike] = useState<readonly number[]>([]);
  const boxes = useMemo(() => (span && showsPages(content.format) ? highlightBoxes(content.pages, content.text, span) : []), [content, span]);
  const placed = span !== undefined && (!drawable || (boxes.length > 0 && !boxes.some((each) => unlike.includes(each.page))));
  const asked = span !== undefined || reading.lost !== undefined;

  // Where the contents led to, until another quote is opened.
  const [gone, setGone] = useState<{ from: Span | undefined; to: (Span & { page?: number }) | { page: number } }>();
  const to = gone && gone.from === span ? gone.to : undefined;
  const place = to && 'start' in to ? to : undefined;

  const finds = find?.marks;
  const marks = useMemo(() => {
    const quote: Mark[] = placed && span ? [{ ...span, kind: 'quote' }] : [];
    return [...quote, ...(finds ?? []), ...(place ? [{ ...place, kind: 'place' as const }] : [])];
  }, [placed, span, finds, place]);
  const current = find?.current;
  const target = useMemo(() => {
    if (current) return { ...current, focus: false };
    if (to) return place && { ...place, focus: false };
    return placed && span ? { ...span, focus: true } : undefined;
  }, [current, to, place, placed, span]);
  const page = useMemo(() => {
    const number = to ? to.page : reading.page;
    return number === undefined ? undefined : { number };
  }, [to, reading.page]);
  // Without a mark to go to, the keyboard goes to the page itself.
  useEffect(() => {
    if (!placed && asked) scroller?.focus({ preventScroll: true });
  }, [placed, asked, scroller]);
  const fail = useSteady(() => setDrawable(false));
  const opened = usePages(content, fail);
  const noteUnlike = useSteady((page: number) => setUnlike((pages) => (pages.includes(page) ? pages : [...pages, page])));
  const visible = useSteady(props.onVisiblePage);

  return (
    <>
      {!content.isCurrent && <OldVersionNote content={content} span={span} quoted={citation !== undefined} onCurrent={props.onCurrentVersion} />}
      {showsPages(content.format) && !drawable && <TextInsteadNote format={content.format} />}
      {asked && !placed && <LostNote passage={reading.lost || (span ? content.text.slice(span.start, span.end) : '')} on={drawable ? (content.format === 'image' ? 'picture' : 'page') : 'document'} />}
      <div className="@container relative flex min-h-0 flex-1">
        {props.outline && (
          <Contents
            outline={props.outline}
            opened={drawable && opened?.kind === 'pdf' ? opened : undefined}
            currentPage={props.currentPage}
            onHeading={(entry) => setGone({ from: span, to: { start: entry.start, end: entry.end, page: entry.page } })}
            onPage={(number) => setGone({ from: span, to: { page: number } })}
            onClose={props.onContentsClose}
          />
        )}
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard */}
        <section ref={setScroller} tabIndex={0} aria-label={`Text of ${content.name}`} className={`relative min-w-0 flex-1 -outline-offset-2 overflow-auto overscroll-contain ${drawable ? 'bg-wash' : ''}`}>
          {scroller === null ? null : drawable ? (
            <PagedDocument content={content} opened={opened} marks={marks} target={target} page={page} scroller={scroller} zoom={props.zoom} onVisiblePage={visible} onUnlikePage={noteUnlike} />
          ) : (
            <TextDocument content={content} marks={marks} target={target} scroller={scroller} headingBase={props.headingBase} />
          )}
        </section>
      </div>
    </>
  );
}

function positionOf(reading: Ready, page: number | undefined): string {
  const total = reading.content.report?.pages ?? reading.content.pages.length;
  if (page === undefined || total === 0 || isOnePicture(reading)) return '';
  return pageNoun(reading.content.format) === 'slide' ? `Slide ${page} of ${total}` : `p. ${page} of ${total}`;
}

function isOnePicture({ content }: Ready): boolean {
  return content.format === 'image' && content.pages.length <= 1;
}

/** Everyone in the team can follow this link; a footnote's own address only works in the chat it stands in. */
function documentPlaceOf(reading: Ready): ReaderPlace & { kind: 'document' } {
  return { kind: 'document', documentId: reading.content.documentId, versionId: reading.content.versionId, span: reading.span, page: reading.page };
}

async function copyLink(place: ReaderPlace & { kind: 'document' }): Promise<void> {
  try {
    await copyText(`${location.origin}${documentHref(place)}`);
    toast('Link copied. Everyone in the team can open it.');
  } catch {
    toast('The browser did not allow copying.');
  }
}
