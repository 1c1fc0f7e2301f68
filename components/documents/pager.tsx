import { ChevronLeft, ChevronRight } from 'lucide-react';
import { Button } from '@/components/ui/button';

/** Which part of the table is shown, and the way to the rest; nothing while everything fits. */
export function Pager({ page, onPage }: { page: { total: number; page: number; pageSize: number }; onPage: (page: number) => void }) {
  const pages = Math.ceil(page.total / page.pageSize);
  if (pages <= 1 && page.page === 1) return null;
  const first = (page.page - 1) * page.pageSize + 1;
  const last = Math.min(page.total, page.page * page.pageSize);
  return (
    <nav aria-label="Pages of the table" className="flex items-center justify-end gap-2 py-3 text-sm text-muted tabular-nums">
      <span>
        {first.toLocaleString('en')}–{last.toLocaleString('en')} of {page.total.toLocaleString('en')}
      </span>
      <Button variant="ghost" size="icon" aria-label="Previous page" disabled={page.page <= 1} onClick={() => onPage(page.page - 1)}>
        <ChevronLeft aria-hidden />
      </Button>
      <Button variant="ghost" size="icon" aria-label="Next page" disabled={page.page >= pages} onClick={() => onPage(page.page + 1)}>
        <ChevronRight aria-hidden />
      </Button>
    </nav>
  );
}
