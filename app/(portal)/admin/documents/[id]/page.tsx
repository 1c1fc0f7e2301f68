import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { DocumentView } from '@/components/documents/document-view';
import { pageViewer } from '@/lib/auth/page-viewer';
import { config } from '@/lib/config/config';
import { documentRows } from '@/lib/documents/list-documents';
import { listPassages } from '@/lib/documents/list-passages';
import { readVersion } from '@/lib/documents/read-version';
import { listVersions } from '@/lib/versions/list-versions';

export const metadata: Metadata = { title: 'Document' };

/** Passages on one page: enough to read on, few enough for the browser. */
const passagesPerPage = 200;

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ from?: string }> };

export default async function Page({ params, searchParams }: Props) {
  const viewer = await pageViewer('editor');
  const { id } = await params;
  const [document] = await documentRows(viewer, [id]);
  if (!document) notFound();
  const given = { document, versions: await listVersions(viewer, id), maxUploadBytes: config().maxUploadBytes };
  if (!document.currentVersionId) return <DocumentView {...given} />;
  const asked = Number((await searchParams).from ?? 0);
  const from = Number.isInteger(asked) && asked > 0 ? Math.floor(asked / passagesPerPage) * passagesPerPage : 0;
  const [version, passages] = await Promise.all([
    readVersion(viewer, id, document.currentVersionId),
    listPassages(viewer, id, { from, count: passagesPerPage }),
  ]);
  // Only the part of the text that these passages were cut from, and what lies between.
  const start = from === 0 ? 0 : (passages[0]?.start ?? 0);
  const end = passages.length < passagesPerPage ? version.text.length : (passages.at(-1)?.end ?? 0);
  return (
    <DocumentView
      {...given}
      reading={{
        report: version.report,
        start,
        text: version.text.slice(start, end),
        blocks: version.blocks.filter((block) => block.end > start && block.start < end),
        passages,
        from,
        perPage: passagesPerPage,
      }}
    />
  );
}
