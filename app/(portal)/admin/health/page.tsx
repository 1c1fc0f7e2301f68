import type { Metadata } from 'next';
import { HealthView } from '@/components/health/health-view';
import { pageViewer } from '@/lib/auth/page-viewer';
import { readHealth } from '@/lib/health/read-health';

export const metadata: Metadata = { title: 'Health' };

export default async function HealthPage() {
  const health = await readHealth(await pageViewer('admin'));
  return (
    <div className="mx-auto flex w-full max-w-3xl flex-col gap-8 px-5 py-8">
      <header>
        <h1 className="text-xl font-semibold">Health</h1>
        <p className="mt-1 text-muted">Whether the parts of this portal are at work. Counts are of your team.</p>
      </header>
      <HealthView health={health} />
    </div>
  );
}
