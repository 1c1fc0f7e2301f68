'use client';

import { useEffect, useRef } from 'react';
import { classNames } from '@/components/ui/class-names';
import type { Span } from '@/lib/ingest/parse/parsed-document';
import { BlockText } from './block-text';
import type { OriginalProps } from './passage-columns';

/** A document without pages, block by block as it was read. */
export function TextOriginal({ reading, wordsOf, marked, shown, onPoint, onChoose }: OriginalProps & { wordsOf: (span: Span) => string }) {
  const frame = useRef<HTMLElement>(null);
  const { blocks } = reading;
  useEffect(() => {
    const index = shown ? blocks.findIndex((block) => block.start < shown.end && shown.start < block.end) : -1;
    if (index >= 0) frame.current?.querySelector(`[data-block="${index}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [shown, blocks]);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
    <section ref={frame} className="max-h-[45dvh] overflow-y-auto lg:max-h-[75dvh] border-t border-line pt-2" tabIndex={0} aria-labelledby="original">
      {blocks.map((block, index) => (
        // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- the passages are the keyboard's way
        <div
          key={block.start}
          data-block={index}
          className={classNames('rounded-sm px-2 py-1 font-serif', marked && block.start < marked.end && marked.start < block.end && 'bg-marker')}
          onPointerEnter={() => onPoint(block)}
          onPointerLeave={() => onPoint(undefined)}
          onClick={() => onChoose(block)}
        >
          <BlockText block={block} wordsOf={wordsOf} />
        </div>
      ))}
    </section>
  );
}
