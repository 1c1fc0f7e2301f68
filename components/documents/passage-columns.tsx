'use client';

import { useRef, useState } from 'react';
import { classNames } from '@/components/ui/class-names';
import { countWords } from '@/components/ui/count-words';
import type { PassageRow } from '@/lib/documents/list-passages';
import type { Block, ParseReport, Span } from '@/lib/ingest/parse/parsed-document';
import { BlockText } from './block-text';

/** A part of a document as it was read: `text` begins at `start` of the canonical text, in which all spans are. */
export type Reading = { report: ParseReport; start: number; text: string; blocks: Block[]; passages: PassageRow[]; from: number; perPage: number };

/** What the machine sees: on the left the text in its structure, on the right the passages as they were cut. */
export function PassageColumns({ reading }: { reading: Reading }) {
  const { blocks, passages } = reading;
  const [marked, setMarked] = useState<Span>();
  const frame = useRef<HTMLDivElement>(null);
  const overlaps = (span: Span) => marked !== undefined && span.start < marked.end && marked.start < span.end;
  const wordsOf = (span: Span) => reading.text.slice(Math.max(0, span.start - reading.start), Math.max(0, span.end - reading.start));

  /** Brings what a click points to into view on the other side. */
  const show = (side: 'block' | 'passage', span: Span) => {
    setMarked(span);
    const list = side === 'block' ? blocks : passages;
    const index = list.findIndex((one) => one.start < span.end && span.start < one.end);
    frame.current?.querySelector(`[data-${side}="${index}"]`)?.scrollIntoView({ block: 'nearest' });
  };

  return (
    <div ref={frame} className="mt-6 grid gap-x-8 gap-y-6 lg:grid-cols-2">
      <div className="min-w-0">
        <h2 id="original" className="mb-2 font-semibold">
          The text as it was read
        </h2>
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard */}
        <section className="max-h-[75dvh] overflow-y-auto border-t border-line pt-2" tabIndex={0} aria-labelledby="original">
          {blocks.map((block, index) => (
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- the passages are the keyboard's way
            <div
              key={block.start}
              data-block={index}
              className={classNames('rounded-sm px-2 py-1 font-serif', overlaps(block) && 'bg-marker')}
              onPointerEnter={() => setMarked(block)}
              onPointerLeave={() => setMarked(undefined)}
              onClick={() => show('passage', block)}
            >
              <BlockText block={block} wordsOf={wordsOf} />
            </div>
          ))}
        </section>
      </div>
      <section aria-labelledby="passages" className="min-w-0">
        <h2 id="passages" className="mb-2 font-semibold">
          Its passages
        </h2>
        <ol className="max-h-[75dvh] overflow-y-auto border-t border-line">
          {passages.map((passage, index) => (
            <li key={passage.id} data-passage={index} className="border-b border-line">
              <button
                type="button"
                className={classNames('block w-full px-2 py-2 text-left', overlaps(passage) && 'bg-marker')}
                onPointerEnter={() => setMarked(passage)}
                onPointerLeave={() => setMarked(undefined)}
                onFocus={() => setMarked(passage)}
                onBlur={() => setMarked(undefined)}
                onClick={() => show('block', passage)}
              >
                <span className={classNames('flex flex-wrap gap-x-3 text-sm tabular-nums', overlaps(passage) ? 'text-ink' : 'text-muted')}>
                  <span>{passage.ordinal + 1}</span>
                  <span className="min-w-0 flex-1 wrap-anywhere">{passage.context}</span>
                  {passage.page && <span>page {passage.page.toLocaleString('en')}</span>}
                  <span>{countWords(passage.tokens, 'token')}</span>
                </span>
                <span className="mt-1 block font-serif wrap-anywhere whitespace-pre-line">{wordsOf(passage)}</span>
              </button>
            </li>
          ))}
        </ol>
      </section>
    </div>
  );
}
