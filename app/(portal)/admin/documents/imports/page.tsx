import type { Metadata } from 'next';
import { ImportsPage } from '@/components/imports/imports-page';
import { pageViewer } from '@/lib/auth/page-viewer';
import { listCollections } from '@/lib/documents/collections';
import { listImports } from '@/lib/import/list-imports';

export const metadata: Metadata = { title: 'Imports' };

export default async function Page() {
  const viewer = await pageViewer('editor');
  const [imports, collections] = await Promise.all([listImports(viewer), listCollections(viewer)]);
  return <ImportsPage first={{ imports }} collections={collections} />;
}
