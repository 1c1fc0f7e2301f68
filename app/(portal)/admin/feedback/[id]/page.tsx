import { ArrowLeft } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { VotedTurnView } from '@/components/feedback/voted-turn';
import { pageViewer } from '@/lib/auth/page-viewer';
import { toAppError } from '@/lib/errors/app-error';
import { readVote } from '@/lib/feedback/read-vote';

export const metadata: Metadata = { title: 'Feedback' };

export default async function VotePage({ params }: { params: Promise<{ id: string }> }) {
  const viewer = await pageViewer('admin');
  const turn = await readVote(viewer, (await params).id).catch((error: unknown) => {
    if (toAppError(error).status === 404) notFound();
    throw error;
  });
  return (
    <div className="mx-auto flex w-full max-w-column flex-col gap-4 px-5 py-8">
      <Link href="/admin/feedback" className="inline-flex items-center gap-1.5 self-start text-sm text-muted hover:text-ink">
        <ArrowLeft aria-hidden className="size-4" /> All feedback
      </Link>
      <h1 className="sr-only">One vote</h1>
      <VotedTurnView turn={turn} />
    </div>
  );
}
