import { classNames } from './class-names';

/** A quiet bar in the place of text to come. Appears only after 200 ms, so that fast loads do not flicker. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={classNames('h-4 animate-skeleton rounded-sm bg-wash', className)} />;
}
