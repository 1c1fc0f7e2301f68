'use client';

import { ChevronDown, ChevronUp, X } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { Input } from '@/components/ui/input';
import { mostFinds } from './find-in-text';

type Props = {
  words: string;
  onWords: (words: string) => void;
  count: number;
  /** 0-based place of the find that is shown. */
  at: number;
  onStep: (by: 1 | -1) => void;
  onClose: () => void;
};

/** Search inside the open document: Enter and Shift+Enter walk through the finds, Esc closes. */
export function FindBar(props: Props) {
  const { words, count } = props;
  const said = words.trim() === '' ? '' : count === 0 ? 'Not in this document' : `${props.at + 1} of ${count === mostFinds ? `${count} or more` : count}`;
  return (
    <search className="flex items-center gap-1 border-b border-line px-3 py-1.5">
      <Input
        // The bar opens because a person asked for it: the cursor belongs here.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        type="text"
        aria-label="Where is this said?"
        placeholder="Where is this said?"
        className="h-8 min-w-0"
        value={words}
        onChange={(event) => props.onWords(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') props.onStep(event.shiftKey ? -1 : 1);
          if (event.key !== 'Escape') return;
          event.preventDefault();
          event.stopPropagation();
          props.onClose();
        }}
      />
      <output className="shrink-0 px-1 text-sm whitespace-nowrap text-muted tabular-nums">
        {said}
      </output>
      <Button variant="ghost" size="icon" aria-label="Previous find" disabled={count === 0} onClick={() => props.onStep(-1)}>
        <ChevronUp />
      </Button>
      <Button variant="ghost" size="icon" aria-label="Next find" disabled={count === 0} onClick={() => props.onStep(1)}>
        <ChevronDown />
      </Button>
      <Button variant="ghost" size="icon" aria-label="Close the search" onClick={props.onClose}>
        <X />
      </Button>
    </search>
  );
}
