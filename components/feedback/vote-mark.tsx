import { ThumbsDown, ThumbsUp } from 'lucide-react';

/** A vote as a thumb and a word. */
export function VoteMark({ value }: { value: 1 | -1 }) {
  const Thumb = value > 0 ? ThumbsUp : ThumbsDown;
  return (
    <span className="inline-flex items-center gap-1.5 whitespace-nowrap">
      <Thumb aria-hidden className={`size-4 ${value > 0 ? 'text-good' : 'text-bad'}`} />
      {value > 0 ? 'Helpful' : 'Not helpful'}
    </span>
  );
}
