'use client';

import { type PointerEvent, useEffect, useMemo, useState } from 'react';
import '@/components/reader/reader.css';
import type { Mark } from '@/components/reader/cut-by-marks';
import { PageSkeleton } from '@/components/reader/page-skeleton';
import { PagedDocument } from '@/components/reader/paged-document';
import { usePages } from '@/components/reader/use-pages';
import { useSteady } from '@/components/reader/use-steady';
import { ErrorState } from '@/components/ui/error-state';
import type { ReadableVersion } from '@/lib/documents/read-version';
import { RequestError, sendJson, sentenceOf } from '@/lib/http/send-json';
import type { Page, Span } from '@/lib/ingest/parse/parsed-document';
import type { OriginalProps } from './passage-columns';

/** How far beside a word, in points, still means that word. */
const near = 3;

/** The pages of a file as they are, with the words of a passage boxed. */
export function PagedOriginal(props: OriginalProps) {
  const { documentId, versionId } = props.reading;
  const [attempt, setAttempt] = useState(0);
  const [state, setState] = useState<{ key: string; content?: ReadableVersion; error?: unknown }>();
  const key = `${documentId} ${versionId} ${attempt}`;
  useEffect(() => {
    const abort = new AbortController();
    sendJson<ReadableVersion>('GET', `/api/documents/${encodeURIComponent(documentId)}/versions/${encodeURIComponent(versionId)}/content`, undefined, { signal: abort.signal }).then(
      (content) => setState({ key, content }),
      (error: unknown) => {
        if (!abort.signal.aborted) setState({ key, error });
      },
    );
    return () => abort.abort();
  }, [documentId, versionId, key]);
  const retry = () => setAttempt((n) => n + 1);
  if (state?.key === key && state.error !== undefined) {
    return <ErrorState message={sentenceOf(state.error)} requestId={state.error instanceof RequestError ? state.error.requestId : undefined} onRetry={retry} />;
  }
  const content = state?.content?.versionId === versionId ? state.content : undefined;
  return content ? <Pages {...props} content={content} onRetry={retry} /> : <PageSkeleton />;
}

function Pages({ content, reading, marked, shown, onPoint, onChoose, onRetry }: OriginalProps & { content: ReadableVersion; onRetry: () => void }) {
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  const [drawable, setDrawable] = useState(true);
  const opened = usePages(content, useSteady(() => setDrawable(false)));
  const marks = useMemo((): Mark[] => (marked ? [{ ...marked, kind: 'passage' }] : []), [marked]);
  const target = useMemo(() => shown && { ...shown, focus: false }, [shown]);
  const ignore = useSteady(() => {});
  if (!drawable) return <ErrorState title="The pages could not be drawn" message="The passages beside are what was read of them. The original can be downloaded." onRetry={onRetry} />;

  /** The passage that holds the word under the pointer. */
  const pointed = (event: PointerEvent | React.MouseEvent): Span | undefined => {
    const at = wordAt(content.pages, event);
    return at === undefined ? undefined : reading.passages.find((passage) => passage.start <= at && at < passage.end);
  };
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions -- the passages are the keyboard's way
    <section
      ref={setScroller}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
      tabIndex={0}
      aria-labelledby="original"
      className="relative max-h-[45dvh] overflow-auto lg:max-h-[75dvh] border border-line bg-wash"
      onPointerMove={(event) => {
        const span = pointed(event);
        if (span?.start !== marked?.start) onPoint(span);
      }}
      onPointerLeave={() => onPoint(undefined)}
      onClick={(event) => {
        const span = pointed(event);
        if (span) onChoose(span);
      }}
    >
      {scroller && (
        <PagedDocument content={content} opened={opened} marks={marks} target={target} page={undefined} scroller={scroller} zoom={1} onVisiblePage={ignore} onUnlikePage={ignore} />
      )}
    </section>
  );
}

/** Where in the canonical text the word begins on which the pointer stands. */
function wordAt(pages: readonly Page[], event: { target: EventTarget; clientX: number; clientY: number }): number | undefined {
  const drawn = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-page]') : null;
  const page = drawn && pages.find((one) => one.number === Number(drawn.dataset.page));
  if (!page) return undefined;
  const box = drawn.getBoundingClientRect();
  const scale = box.width / page.width;
  const [x, y] = [(event.clientX - box.left) / scale, (event.clientY - box.top) / scale];
  const word = page.words.find(([, , left, top, width, height]) => x >= left - near && x <= left + width + near && y >= top - near && y <= top + height + near);
  return word?.[0];
}
