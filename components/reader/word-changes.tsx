import { classNames } from '@/components/ui/class-names';
import type { WordChange } from '@/lib/differences/word-difference';

/** Old words against new ones: what went is struck through, what came is underlined, and both are said to screen readers. */
export function WordChanges({ changes, className }: { changes: readonly WordChange[]; className?: string }) {
  return (
    <p className={classNames('font-serif wrap-anywhere whitespace-pre-wrap', className)}>
      {changes.map(({ kind, text }, n) => {
        if (kind === 'same') return text;
        const Mark = kind === 'removed' ? 'del' : 'ins';
        return (
          <Mark key={n} className={kind === 'removed' ? 'mx-0.5 text-bad line-through' : 'mx-0.5 text-good underline decoration-2 underline-offset-2'}>
            <span className="sr-only">{kind === 'removed' ? ' (removed: ' : ' (added: '}</span>
            {text}
            <span className="sr-only">) </span>
          </Mark>
        );
      })}
    </p>
  );
}
