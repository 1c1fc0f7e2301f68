'use client';

import { ArrowLeft, BookOpen, Download } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState, useTransition } from 'react';
import { SourceAddress } from '@/components/imports/source-address';
import { queryWithPlace } from '@/components/reader/reader-place';
import { PassageColumns, type Reading } from '@/components/passages/passage-columns';
import { PassagePager } from '@/components/passages/passage-pager';
import { Button } from '@/components/ui/button';
import { countWords } from '@/components/ui/count-words';
import { Tabs, TabsContent, TabsList, TabsTrigger } from '@/components/ui/tabs';
import type { ContainedFile } from '@/lib/documents/contained-file';
import type { DocumentRow } from '@/lib/documents/document-row';
import type { DocumentRun } from '@/lib/documents/document-runs';
import type { VersionRow } from '@/lib/versions/list-versions';
import { AffectedAnswerList, affectedCount, useAffectedAnswers } from './affected-answers';
import { CameIn, ContainedFiles } from './contained-files';
import { DocumentTimeline } from './document-timeline';
import { NoteTimeline } from './note-timeline';
import { DocumentState, isUnsettled } from './document-state';
import { formatWords, sizeWords } from './format-words';
import { NewVersionButton } from './new-version-button';
import { ParseHonesty } from './parse-honesty';
import { useSettling } from './use-settling';
import { VersionTable } from './version-table';

type Props = {
  document: DocumentRow;
  reading?: Reading;
  versions: VersionRow[];
  runs: DocumentRun[];
  /** What came with a mail. */
  contained?: ContainedFile[];
  maxUploadBytes: number;
};

/** One document: how it was read, its passages beside the text they were cut from, and its versions. */
export function DocumentView({ reading, versions, runs, contained, maxUploadBytes, ...props }: Props) {
  const router = useRouter();
  const [refreshing, startRefresh] = useTransition();
  const refresh = () => startRefresh(() => router.refresh());
  const document = useSettling(props.document.id, props.document, refresh);
  const unsettled = isUnsettled(document);
  const [tab, setTab] = useState('passages');
  const affected = useAffectedAnswers(document.id, versions.length > 1 ? document.currentVersionId : undefined);

  return (
    <div className="px-4 pt-6 pb-24 sm:px-6">
      <Link href="/admin/documents" className="inline-flex items-center gap-1 rounded-sm text-sm text-muted hover:text-ink">
        <ArrowLeft aria-hidden className="size-4" />
        Documents
      </Link>
      <header className="mt-2 flex flex-wrap items-start gap-2">
        <div className="mr-auto min-w-0">
          <h1 className="text-xl font-semibold wrap-anywhere">{document.name}</h1>
          <p className="mt-1 flex flex-wrap gap-x-3 text-muted">
            <DocumentState document={document} />
            <span>{formatWords[document.format].label}</span>
            <span>{sizeWords(document.sizeBytes)}</span>
            <span>{document.collection.name}</span>
            {reading && <span>{countWords(document.passageCount, 'passage')}</span>}
          </p>
          {document.parent && <CameIn parent={document.parent} />}
          {document.sourceUrl && <SourceAddress address={document.sourceUrl} />}
        </div>
        <NewVersionButton documentId={document.id} maxUploadBytes={maxUploadBytes} onStored={refresh} />
        {document.currentVersionId && (
          <Button
            onClick={() => {
              const place = { kind: 'document' as const, documentId: document.id, versionId: document.currentVersionId };
              window.history.pushState(null, '', `?${queryWithPlace(new URLSearchParams(window.location.search), place)}`);
            }}
          >
            <BookOpen aria-hidden />
            Open
          </Button>
        )}
        <Button asChild>
          <a href={`/api/documents/${document.id}/file?download`} download>
            <Download aria-hidden />
            Download
          </a>
        </Button>
      </header>
      {document.failure && (
        <p role="alert" className="mt-4 text-bad">
          {document.failure.message}
        </p>
      )}
      {unsettled && document.currentVersionId && (
        <output className="mt-4 block text-muted">A new reading of this document is under way. Until it is ready, the version below is searched.</output>
      )}
      {reading ? (
        <>
          <ParseHonesty
            documentId={document.id}
            versionId={reading.versionId}
            report={reading.report}
            accepted={versions.find((version) => version.id === reading.versionId)?.accepted}
            onAccepted={refresh}
          />
          {contained && contained.length > 0 && <ContainedFiles files={contained} />}
          {affectedCount(affected) > 0 && (
            <p className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-1">
              {countWords(affectedCount(affected), 'answer')} {affectedCount(affected) === 1 ? 'quotes' : 'quote'} words that have changed since.
              <Button size="small" onClick={() => setTab('versions')}>
                Show them
              </Button>
            </p>
          )}
          <Tabs value={tab} onValueChange={setTab} className="mt-6">
            <TabsList aria-label="Parts of this page">
              <TabsTrigger value="passages">Passages</TabsTrigger>
              <TabsTrigger value="timeline">Timeline</TabsTrigger>
              <TabsTrigger value="versions">Versions ({versions.length.toLocaleString('en')})</TabsTrigger>
            </TabsList>
            <TabsContent value="passages">
              <PassageColumns reading={reading} refreshing={refreshing} onChanged={refresh} />
              <PassagePager from={reading.from} perPage={reading.perPage} total={document.passageCount} />
            </TabsContent>
            <TabsContent value="timeline" className="pt-4">
              {reading.notes && <NoteTimeline notes={reading.notes} />}
              <DocumentTimeline runs={runs} />
            </TabsContent>
            <TabsContent value="versions" className="pt-4">
              <VersionTable documentId={document.id} versions={versions} />
              {versions.length > 1 && (
                <section aria-labelledby="affected" className="mt-8 max-w-3xl">
                  <h2 id="affected" className="mb-2 font-semibold">
                    Answers that quote what has changed
                  </h2>
                  <AffectedAnswerList state={affected} />
                </section>
              )}
            </TabsContent>
          </Tabs>
        </>
      ) : (
        <>
          {unsettled && <p className="mt-4 text-muted">This document is being read. Its passages appear here when it is ready.</p>}
          {runs.length > 0 && (
            <section aria-labelledby="timeline" className="mt-6">
              <h2 id="timeline" className="mb-2 font-semibold">
                Timeline
              </h2>
              <DocumentTimeline runs={runs} />
            </section>
          )}
        </>
      )}
    </div>
  );
}
