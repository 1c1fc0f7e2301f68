import type { Metadata } from 'next';
import Link from 'next/link';
import { QualityTable } from '@/components/quality/quality-table';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { pageViewer } from '@/lib/auth/page-viewer';
import { qualityFilter, readQuality } from '@/lib/quality/read-quality';

export const metadata: Metadata = { title: 'Quality' };

const spans = [7, 30, 90];

export default async function QualityPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const viewer = await pageViewer('admin');
  // An address that cannot be read shows the usual days rather than an error.
  const read = qualityFilter.safeParse(await searchParams);
  const filter = read.success ? read.data : qualityFilter.parse({});
  const report = await readQuality(viewer, filter);
  return (
    <div className="mx-auto flex w-full max-w-6xl flex-col gap-6 px-5 py-8">
      <header>
        <h1 className="text-xl font-semibold">Quality</h1>
        <p className="mt-1 max-w-measure text-muted">
          In how many of this team’s answers a step failed, or could do only a part of its work. Errors multiply along a chain: “Chain” is the share of answers that would come through
          every step whole if steps failed independently, “Came through” the share that did.
        </p>
      </header>
      <nav aria-label="Days" className="flex flex-wrap gap-2">
        {spans.map((days) => (
          <Button key={days} asChild size="small" variant={days === filter.days ? 'secondary' : 'ghost'}>
            <Link href={`/admin/quality?days=${days}`} aria-current={days === filter.days ? 'page' : undefined}>
              {days} days
            </Link>
          </Button>
        ))}
      </nav>
      {report.total.answers > 0 ? (
        <>
          <QualityTable report={report} />
          <dl className="grid max-w-measure grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-sm text-muted">
            <Term name="Understand">a follow-up was not rewritten by the model, and words of the conversation were added instead.</Term>
            <Term name="Find">a search, by words or by meaning, did not answer.</Term>
            <Term name="Nothing found">no passage was found at all.</Term>
            <Term name="Put in order">the reranker did not answer.</Term>
            <Term name="Answer">the model failed: the documents answered themselves, or the answer broke off.</Term>
            <Term name="Check">a sentence says what the passages do not, and is marked.</Term>
            <Term name="Asked again">the model answered at a second or third try; this alone is no failure.</Term>
          </dl>
        </>
      ) : (
        <EmptyState title="No answers in these days">How the steps of answers fare appears here with the first question.</EmptyState>
      )}
    </div>
  );
}

function Term({ name, children }: { name: string; children: string }) {
  return (
    <>
      <dt className="font-medium whitespace-nowrap text-ink">{name}</dt>
      <dd>{children}</dd>
    </>
  );
}
