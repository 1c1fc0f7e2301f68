import type { WordChange } from '@/lib/differences/word-difference';

/** Old words against new ones: what went is struck through, what came is underlined, and both are said to screen readers. */
export function WordChanges({ changes }: { changes: readonly WordChange[] }) {
  return (
    <p className="font-serif text-lg wrap-anywhere whitespace-pre-wrap">
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
