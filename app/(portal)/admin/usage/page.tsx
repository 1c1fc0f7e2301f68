import type { Metadata } from 'next';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { UsageFilters } from '@/components/usage/usage-filters';
import { usageQuery } from '@/components/usage/usage-query';
import { UsageTable } from '@/components/usage/usage-table';
import { pageViewer } from '@/lib/auth/page-viewer';
import { readUsage } from '@/lib/usage/read-usage';
import { usageFilter } from '@/lib/usage/usage-filter';

export const metadata: Metadata = { title: 'Usage' };

type Query = Record<string, string | string[] | undefined>;

export default async function UsagePage({ searchParams }: { searchParams: Promise<Query> }) {
  const viewer = await pageViewer('admin');
  const asked = Object.fromEntries(Object.entries(await searchParams).filter(([, value]) => typeof value === 'string' && value !== ''));
  // An address that cannot be read shows everything rather than an error.
  const read = usageFilter.safeParse(asked);
  const filter = read.success ? read.data : usageFilter.parse({});
  const usage = await readUsage(viewer, filter);
  const { by, from = '', to = '' } = filter;
  const narrowed = from !== '' || to !== '';
  return (
    <div className="mx-auto flex w-full max-w-5xl flex-col gap-6 px-5 py-8">
      <header className="flex flex-wrap items-start justify-between gap-3">
        <div>
          <h1 className="text-xl font-semibold">Usage</h1>
          <p className="mt-1 max-w-measure text-muted">
            What this team’s models were asked for, in the providers’ own units. Models on this machine cost nothing; for a server of your own nobody publishes a price.
          </p>
        </div>
        {usage.total.calls > 0 && (
          <Button asChild>
            <a href={`/api/usage.csv${usageQuery({ by: 'day', from, to })}`} download>
              Export {usage.total.calls.toLocaleString('en')} {usage.total.calls === 1 ? 'call' : 'calls'} as CSV
            </a>
          </Button>
        )}
      </header>
      {(usage.total.calls > 0 || narrowed) && <UsageFilters key={`${by} ${from} ${to}`} by={by} from={from} to={to} />}
      {usage.total.calls > 0 ? (
        <UsageTable usage={usage} by={by} />
      ) : narrowed ? (
        <EmptyState title="Nothing in these days">Choose other days, or clear them.</EmptyState>
      ) : (
        <EmptyState title="Nothing used yet">What models are asked for appears here with the first question.</EmptyState>
      )}
    </div>
  );
}
