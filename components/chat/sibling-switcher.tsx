'use client';

import { ChevronLeft, ChevronRight } from 'lucide-react';
import { Button } from '@/components/ui/button';

/** "2 / 3" with arrows: other versions of the same question or answer, none of which is ever overwritten. */
export function SiblingSwitcher(props: { id: string; siblings: string[]; noun: 'question' | 'answer'; onSwitch: (messageId: string) => void; disabled?: boolean }) {
  const { id, siblings, noun, onSwitch, disabled } = props;
  const at = siblings.indexOf(id);
  if (siblings.length < 2 || at < 0) return null;
  const [before, after] = [siblings[at - 1], siblings[at + 1]];
  return (
    <span className="inline-flex items-center text-sm text-muted tabular-nums">
      <Button variant="ghost" size="icon" className="size-7" aria-label={`Previous ${noun}`} disabled={disabled || !before} onClick={() => before && onSwitch(before)}>
        <ChevronLeft aria-hidden />
      </Button>
      <span className="sr-only">{noun === 'answer' ? 'Answer' : 'Question'} </span>
      {at + 1} / {siblings.length}
      <Button variant="ghost" size="icon" className="size-7" aria-label={`Next ${noun}`} disabled={disabled || !after} onClick={() => after && onSwitch(after)}>
        <ChevronRight aria-hidden />
      </Button>
    </span>
  );
}
