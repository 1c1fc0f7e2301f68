import type { Metadata } from 'next';
import { GlossaryPage } from '@/components/glossary/glossary-page';
import { pageViewer } from '@/lib/auth/page-viewer';
import { listEntries } from '@/lib/glossary/list-entries';

export const metadata: Metadata = { title: 'Glossary' };

export default async function Page() {
  const viewer = await pageViewer('admin');
  return <GlossaryPage entries={await listEntries(viewer)} />;
}
