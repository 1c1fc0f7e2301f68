import Link from 'next/link';
import { Button } from '@/components/ui/button';

/** The way to the earlier and later passages of a long document; nothing while all are shown. */
export function PassagePager({ from, perPage, total }: { from: number; perPage: number; total: number }) {
  if (total <= perPage) return null;
  return (
    <nav aria-label="Parts of the document" className="mt-4 flex items-center justify-end gap-2 text-sm text-muted tabular-nums">
      <span>
        Passages {(from + 1).toLocaleString('en')}–{Math.min(total, from + perPage).toLocaleString('en')} of {total.toLocaleString('en')}
      </span>
      {from > 0 && (
        <Button asChild size="small">
          <Link href={`?from=${from - perPage}`}>Earlier</Link>
        </Button>
      )}
      {from + perPage < total && (
        <Button asChild size="small">
          <Link href={`?from=${from + perPage}`}>Later</Link>
        </Button>
      )}
    </nav>
  );
}
