import type { Metadata } from 'next';
import { ReaderPage } from '@/components/reader/reader-page';
import { pageViewer } from '@/lib/auth/page-viewer';

export const metadata: Metadata = { title: 'Document' };

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  await pageViewer();
  return <ReaderPage documentId={(await params).id} />;
}
