import Link from 'next/link';
import { Button } from './button';

type Props = {
  /** From 1. */
  page: number;
  pages: number;
  hrefOf(page: number): string;
  /** What the ways to the page before and behind are called. */
  before: string;
  behind: string;
};

/** The ways to the pages before and behind this one of a list; nothing where there is one page. */
export function Pager({ page, pages, hrefOf, before, behind }: Props) {
  if (pages <= 1) return null;
  const link = (to: number, label: string) => (
    <Button asChild size="small">
      <Link href={hrefOf(to)}>{label}</Link>
    </Button>
  );
  return (
    <nav aria-label="Pages" className="flex items-center gap-3 text-sm tabular-nums">
      {page > 1 && link(page - 1, before)}
      <span className="text-muted">
        Page {page} of {pages}
      </span>
      {page < pages && link(page + 1, behind)}
    </nav>
  );
}
