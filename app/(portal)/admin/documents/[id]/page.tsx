import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { DocumentView } from '@/components/documents/document-view';
import { pageViewer } from '@/lib/auth/page-viewer';
import { config } from '@/lib/config/config';
import { listContained } from '@/lib/documents/list-contained';
import { documentRows } from '@/lib/documents/list-documents';
import { listRuns } from '@/lib/documents/list-runs';
import { readVersion } from '@/lib/documents/read-version';
import { listPassages } from '@/lib/passages/list-passages';
import { listVersions } from '@/lib/versions/list-versions';

export const metadata: Metadata = { title: 'Document' };

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ from?: string }> };

export default async function Page({ params, searchParams }: Props) {
  const viewer = await pageViewer('editor');
  const { id } = await params;
  const [document] = await documentRows(viewer, [id]);
  if (!document) notFound();
  const [versions, runs, contained] = await Promise.all([listVersions(viewer, id), listRuns(viewer, id), listContained(viewer, id)]);
  const given = { document, versions, runs, ...(contained && { contained }), maxUploadBytes: config().maxUploadBytes };
  if (!document.currentVersionId) return <DocumentView {...given} />;
  const asked = Number((await searchParams).from ?? 0);
  const [version, list] = await Promise.all([
    readVersion(viewer, id, document.currentVersionId),
    listPassages(viewer, id, Number.isInteger(asked) && asked > 0 ? asked : 0),
  ]);
  // Only the part of the text that these passages were cut from, and what lies between.
  const { passages, from, perPage } = list;
  const start = from === 0 ? 0 : (passages[0]?.start ?? 0);
  const end = from + perPage < document.passageCount ? (passages.at(-1)?.end ?? 0) : version.text.length;
  return (
    <DocumentView
      {...given}
      reading={{
        ...list,
        documentId: id,
        versionId: version.versionId,
        format: version.format,
        report: version.report,
        start,
        text: version.text.slice(start, end),
        blocks: version.blocks.filter((block) => block.end > start && block.start < end),
      }}
    />
  );
}
