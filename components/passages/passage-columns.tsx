'use client';

import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { showsPages } from '@/lib/ingest/parse/document-formats';
import type { Block, DocumentFormat, ParseReport, Span } from '@/lib/ingest/parse/parsed-document';
import type { PassageList } from '@/lib/passages/shown-passage';
import { ConflictList } from './conflict-list';
import { NoteSummary } from './note-summary';
import { PagedOriginal } from './paged-original';
import { PassageItem } from './passage-item';
import { TextOriginal } from './text-original';
import { usePassageActions } from './use-passage-actions';

/** A part of a document as it was read: `text` begins at `start` of the canonical text, in which all spans are. */
export type Reading = PassageList & { documentId: string; versionId: string; format: DocumentFormat; report: ParseReport; start: number; text: string; blocks: Block[] };

/** Milliseconds between two looks while passages that were changed are being indexed. */
const pause = 1_500;

/** On the left the original, on the right its passages; what is pointed to on one side is boxed on the other. */
export function PassageColumns({ reading, refreshing, onChanged }: { reading: Reading; refreshing: boolean; onChanged: () => void }) {
  const { passages, notes } = reading;
  const [marked, setMarked] = useState<Span>();
  const [shown, setShown] = useState<Span>();
  const list = useRef<HTMLOListElement>(null);
  const wordsOf = (span: Span) => reading.text.slice(Math.max(0, span.start - reading.start), Math.max(0, span.end - reading.start));
  const actions = usePassageActions(reading, wordsOf, onChanged);
  const isMarked = (span: Span) => marked !== undefined && span.start < marked.end && marked.start < span.end;

  const noting = notes?.run !== undefined && ['waiting', 'running'].includes(notes.run.state) && notes.run.problem === undefined;
  const pending = noting || passages.some((passage) => passage.pending);
  const look = useEffectEvent(onChanged);
  useEffect(() => {
    // Looks are made one after the other: a queue of them would keep what a person does waiting.
    if (!pending || refreshing) return undefined;
    const timer = setTimeout(() => look(), pause);
    return () => clearTimeout(timer);
  }, [pending, refreshing]);

  /** Brings the passage into view that stands where something was clicked. */
  const showPassage = (span: Span) => {
    setMarked(span);
    const index = passages.findIndex((one) => one.start < span.end && span.start < one.end);
    list.current?.querySelector(`[data-passage="${index}"]`)?.scrollIntoView({ block: 'nearest' });
  };
  const original = { marked, shown, onPoint: setMarked, onChoose: showPassage };

  return (
    <>
      <ConflictList reading={reading} onSettled={onChanged} />
      <div className="mt-6 grid gap-x-8 gap-y-6 lg:grid-cols-2">
        <div className="min-w-0">
          <h2 id="original" className="mb-2 font-semibold">
            {showsPages(reading.format) ? 'The original' : 'The text as it was read'}
          </h2>
          {showsPages(reading.format) ? <PagedOriginal reading={reading} {...original} /> : <TextOriginal reading={reading} wordsOf={wordsOf} {...original} />}
        </div>
        <section aria-labelledby="passages" className="min-w-0">
          <h2 id="passages" className="mb-2 font-semibold">
            Its passages
          </h2>
          {notes && <NoteSummary notes={notes} onReview={actions.reviewAll} onRetry={actions.retryNotes} />}
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard */}
          <ol ref={list} aria-labelledby="passages" tabIndex={0} className="max-h-[75dvh] overflow-y-auto border-t border-line">
            {passages.map((passage, index) => (
              <PassageItem
                key={passage.start}
                index={index}
                passage={passage}
                words={wordsOf(passage)}
                marked={isMarked(passage)}
                isLast={index === passages.length - 1}
                actions={actions}
                onPoint={setMarked}
                onChoose={() => {
                  setMarked(passage);
                  setShown({ start: passage.start, end: passage.end });
                }}
              />
            ))}
          </ol>
        </section>
      </div>
      {actions.dialog}
    </>
  );
}

/** What both kinds of originals are given: what to box and to bring into view, and whom to tell what is pointed to. */
export type OriginalProps = {
  reading: Reading;
  marked: Span | undefined;
  shown: Span | undefined;
  onPoint: (span: Span | undefined) => void;
  onChoose: (span: Span) => void;
};
