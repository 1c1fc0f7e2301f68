import type { Metadata } from 'next';
import { SearchPage } from '@/components/search/search-page';
import { pageViewer } from '@/lib/auth/page-viewer';
import { listCollections } from '@/lib/documents/collections';

export const metadata: Metadata = { title: 'Search' };

export default async function Page() {
  const collections = await listCollections(await pageViewer());
  return <SearchPage collections={collections.map(({ id, name }) => ({ id, name }))} />;
}
