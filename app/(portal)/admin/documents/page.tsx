import type { Metadata } from 'next';
import { DocumentsPage } from '@/components/documents/documents-page';
import { pageViewer } from '@/lib/auth/page-viewer';
import { hasRole } from '@/lib/auth/viewer';
import { config } from '@/lib/config/config';
import { listCollections } from '@/lib/documents/collections';

export const metadata: Metadata = { title: 'Documents' };

export default async function Page() {
  const viewer = await pageViewer('editor');
  return <DocumentsPage collections={await listCollections(viewer)} maxUploadBytes={config().maxUploadBytes} mayPause={hasRole(viewer, 'admin')} />;
}
