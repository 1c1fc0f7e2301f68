import type { Metadata } from 'next';
import { FeedbackFilters } from '@/components/feedback/feedback-filters';
import { feedbackQueryOf } from '@/components/feedback/feedback-query';
import { FeedbackTable } from '@/components/feedback/feedback-table';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Pager } from '@/components/ui/pager';
import { pageViewer } from '@/lib/auth/page-viewer';
import { listVotes, voteFilter } from '@/lib/feedback/list-votes';

export const metadata: Metadata = { title: 'Feedback' };

type Query = Record<string, string | string[] | undefined>;

export default async function FeedbackPage({ searchParams }: { searchParams: Promise<Query> }) {
  const viewer = await pageViewer('admin');
  const asked = Object.fromEntries(Object.entries(await searchParams).filter(([, value]) => typeof value === 'string' && value !== ''));
  // An address that cannot be read shows everything rather than an error.
  const read = voteFilter.safeParse(asked);
  const filter = read.success ? read.data : voteFilter.parse({});
  const { votes, total } = await listVotes(viewer, filter);
  const shown = feedbackQueryOf(filter);
  const query = new URLSearchParams(Object.entries(shown).filter(([, value]) => value !== ''));
  const filtered = query.size > 0;
  const pages = Math.max(1, Math.ceil(total / filter.pageSize));
  const pageHref = (page: number) => `/admin/feedback?${new URLSearchParams([...query, ['page', String(page)]])}`;
  return (
    <div className="mx-auto flex w-full max-w-5xl flex-col gap-6 px-5 py-8">
      <header className="flex flex-wrap items-start justify-between gap-3">
        <div>
          <h1 className="text-xl font-semibold">Feedback</h1>
          <p className="mt-1 text-muted">What people said about answers. You see the question and answer that was voted on, never the rest of the chat.</p>
        </div>
        {total > 0 && (
          <Button asChild>
            <a href={`/api/feedback.csv${filtered ? `?${query}` : ''}`} download>
              Export {total.toLocaleString('en')} as CSV
            </a>
          </Button>
        )}
      </header>
      {(total > 0 || filtered) && <FeedbackFilters key={query.toString()} filter={shown} />}
      {votes.length > 0 && <FeedbackTable votes={votes} />}
      {votes.length === 0 && (filtered ? <EmptyState title="No votes match">Choose other filters, or clear them.</EmptyState> : <EmptyState title="No feedback yet">Votes appear here when people press the thumbs under an answer.</EmptyState>)}
      <Pager page={filter.page} pages={pages} hrefOf={pageHref} before="Newer" behind="Older" />
    </div>
  );
}
