import type { Metadata } from 'next';
import Link from 'next/link';
import { Button } from '@/components/ui/button';

export const metadata: Metadata = { title: 'Not found' };

export default function NotFound() {
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center gap-2 px-4 text-center">
      <h1 className="text-xl font-semibold">There is no such page</h1>
      <p className="max-w-md text-muted">It may have been deleted, or it belongs to a team that you are not in.</p>
      <Button asChild className="mt-3">
        <Link href="/">Go to Ask</Link>
      </Button>
    </main>
  );
}
