'use client';

import { Ellipsis } from 'lucide-react';
import type { ReactNode } from 'react';
import { RelativeTime } from '@/components/people/relative-time';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { classNames } from '@/components/ui/class-names';
import { countWords } from '@/components/ui/count-words';
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuSeparator, DropdownMenuTrigger } from '@/components/ui/dropdown-menu';
import { StateMark } from '@/components/ui/state-mark';
import type { ShownPassage } from '@/lib/passages/shown-passage';
import { PassageNote } from './passage-note';
import type { PassageActions } from './use-passage-actions';

type Props = {
  index: number;
  passage: ShownPassage;
  /** Its words in the document. */
  words: string;
  marked: boolean;
  isLast: boolean;
  actions: PassageActions;
  onPoint: (passage: ShownPassage | undefined) => void;
  onChoose: () => void;
};

/** One passage with what people made of it, and what can be done with it. */
export function PassageItem({ index, passage, words, marked, isLast, actions, onPoint, onChoose }: Props) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- pointing only shows; what acts are the buttons inside
    <li
      data-passage={index}
      className={classNames('relative border-b border-line', marked && 'bg-marker')}
      onPointerEnter={() => onPoint(passage)}
      onPointerLeave={() => onPoint(undefined)}
      onFocus={() => onPoint(passage)}
      onBlur={() => onPoint(undefined)}
    >
      <button type="button" className="block w-full py-2 pr-12 pl-2 text-left -outline-offset-2" onClick={onChoose}>
        <span className={classNames('flex flex-wrap gap-x-3 text-sm tabular-nums', marked ? 'text-ink' : 'text-muted')}>
          {passage.number !== undefined && <span>{passage.number.toLocaleString('en')}</span>}
          <span className="min-w-0 flex-1 basis-40 wrap-anywhere">{passage.context}</span>
          {passage.page && <span>page {passage.page.toLocaleString('en')}</span>}
          <span>{countWords(passage.tokens, 'token')}</span>
        </span>
        <span className={classNames('mt-1 block font-serif wrap-anywhere whitespace-pre-line', passage.off && !marked && 'text-muted')}>
          <Words words={words} passage={passage} />
        </span>
        {passage.text !== undefined && (
          <span className="mt-2 block border-s-2 border-edge ps-2 wrap-anywhere whitespace-pre-line">
            <span className="block text-sm font-medium">Searched as</span>
            {passage.text}
          </span>
        )}
        {passage.keywords.length > 0 && (
          <span className="mt-1 block text-sm wrap-anywhere">
            <span className="font-medium">Also found by</span> {passage.keywords.join(', ')}
          </span>
        )}
        <Marks passage={passage} marked={marked} />
      </button>
      {passage.note && <PassageNote passage={passage} note={passage.note} marked={marked} actions={actions} />}
      <Menu passage={passage} isLast={isLast} actions={actions} />
    </li>
  );
}

/** The words of the document, those struck that a language model would leave out of search. */
function Words({ words, passage: { start, note } }: { words: string; passage: ShownPassage }) {
  if (!note || note.leftOut.length === 0 || note.state === 'reverted') return words;
  const pieces: ReactNode[] = [];
  let from = 0;
  for (const span of note.leftOut) {
    pieces.push(words.slice(from, span.start - start), <del key={span.start}>{words.slice(span.start - start, span.end - start)}</del>);
    from = span.end - start;
  }
  return [...pieces, words.slice(from)];
}

function Marks({ passage: { off, edited, pending }, marked }: { passage: ShownPassage; marked: boolean }) {
  if (!off && !edited && !pending) return null;
  return (
    <span className={classNames('mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm', marked ? 'text-ink' : 'text-muted')}>
      {off && <Badge className={classNames('border-edge', marked && 'text-ink')}>Switched off: not found by any search</Badge>}
      {pending && <StateMark state="reading">Found by its words; its meaning is being indexed</StateMark>}
      {edited && (
        <span>
          Edited by {edited.by} <RelativeTime iso={edited.at} />
        </span>
      )}
    </span>
  );
}

function Menu({ passage, isLast, actions }: Pick<Props, 'passage' | 'isLast' | 'actions'>) {
  const name = passage.number === undefined ? 'the passage that is switched off' : `passage ${passage.number.toLocaleString('en')}`;
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" size="icon" aria-label={`Actions for ${name}`} className="absolute top-1.5 right-2 text-ink">
          <Ellipsis aria-hidden />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        {passage.off ? (
          <DropdownMenuItem onSelect={() => actions.switchOn(passage)}>Switch on</DropdownMenuItem>
        ) : (
          <>
            <DropdownMenuItem onSelect={() => actions.edit(passage)}>Edit text and keywords</DropdownMenuItem>
            <DropdownMenuItem disabled={passage.text !== undefined} onSelect={() => actions.split(passage)}>
              Split
            </DropdownMenuItem>
            <DropdownMenuItem disabled={isLast} onSelect={() => actions.merge(passage)}>
              Merge with the next
            </DropdownMenuItem>
            <DropdownMenuItem onSelect={() => actions.switchOff(passage)}>Switch off</DropdownMenuItem>
          </>
        )}
        {passage.edited && (
          <>
            <DropdownMenuSeparator />
            <DropdownMenuItem onSelect={() => actions.revert(passage)}>Go back to as it was read</DropdownMenuItem>
          </>
        )}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
