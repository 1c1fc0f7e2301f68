import type { Metadata } from 'next';
import { RetrievalTestPage } from '@/components/retrieval/retrieval-test-page';
import { pageViewer } from '@/lib/auth/page-viewer';
import { listCollections } from '@/lib/documents/collections';
import { mostWeight } from '@/lib/explain/trial-query';
import { fusionWeights } from '@/lib/retrieval/fuse';

export const metadata: Metadata = { title: 'Retrieval test' };

export default async function Page() {
  const collections = await listCollections(await pageViewer('admin'));
  return <RetrievalTestPage collections={collections.map(({ id, name }) => ({ id, name }))} weights={fusionWeights} mostWeight={mostWeight} />;
}
