'use client';

import { FolderUp, Globe, Upload } from 'lucide-react';
import Link from 'next/link';
import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { type DragEvent, useCallback, useEffect, useRef, useState } from 'react';
import { ImportDialog } from '@/components/imports/import-dialog';
import { useQueue, watchQueue } from '@/components/queue/queue-watch';
import { QueueStatus } from '@/components/queue/queue-status';
import { queryWithPlace } from '@/components/reader/reader-place';
import { Button } from '@/components/ui/button';
import { countWords } from '@/components/ui/count-words';
import { ErrorState } from '@/components/ui/error-state';
import { Skeleton } from '@/components/ui/skeleton';
import type { CollectionRow, DocumentRow } from '@/lib/documents/document-row';
import { RequestError, sentenceOf } from '@/lib/http/send-json';
import { BulkBar } from './bulk-bar';
import { CollectionsMenu } from './collections-menu';
import { DocumentFilters } from './document-filters';
import { DocumentTable } from './document-table';
import { NoDocuments } from './no-documents';
import { Pager } from './pager';
import { droppedFiles, pickedFiles } from './dropped-files';
import { addressOf, isFiltered, requestOf, type TableQuery, tableQueryOf } from './table-query';
import { useDocumentActions } from './use-document-actions';
import { useDocuments } from './use-documents';
import { startUploads, useUploads } from './uploads';

/** Admin → Documents: the team's documents in one dense table, and every way to put more there. */
export function DocumentsPage(props: { collections: CollectionRow[]; maxUploadBytes: number; mayPause: boolean }) {
  const address = useSearchParams();
  const path = usePathname();
  const query = tableQueryOf(address);
  const { page, error, refresh } = useDocuments(requestOf(query));
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const router = useRouter();
  // The collections' counts come with the page, the rows by themselves.
  const changed = useCallback(() => {
    refresh();
    watchQueue();
    router.refresh();
  }, [refresh, router]);
  const actions = useDocumentActions(changed, () => setSelected(new Set()));
  const finished = useUploads().filter((upload) => upload.state === 'done').length;
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const [dragging, setDragging] = useState(false);
  const [importing, setImporting] = useState(false);

  useEffect(() => {
    if (finished > 0) changed();
  }, [finished, changed]);

  // An archive's files come one by one, and the last of them when it is no longer under way.
  const unpacked = useQueue()?.unpacking.map(({ importId, done }) => `${importId} ${done}`).join();
  const shown = useRef(unpacked);
  useEffect(() => {
    if (unpacked === undefined || unpacked === shown.current) return;
    const isFirstLook = shown.current === undefined;
    shown.current = unpacked;
    if (isFirstLook && unpacked === '') return;
    refresh();
    router.refresh();
  }, [unpacked, refresh, router]);

  const ask = (change: Partial<TableQuery>) => {
    setSelected(new Set());
    window.history.replaceState(null, '', `${path}${addressOf({ ...query, p: 1, ...change }, address)}`);
  };
  const open = (document: DocumentRow) => {
    const place = { kind: 'document' as const, documentId: document.id, versionId: document.currentVersionId };
    window.history.pushState(null, '', `${path}?${queryWithPlace(address, place)}`);
  };
  const upload = (list: File[]) => startUploads(list, { collectionId: query.collection || undefined, maxBytes: props.maxUploadBytes });

  const drop = {
    onDragOver: (event: DragEvent) => {
      if (!event.dataTransfer.types.includes('Files')) return;
      event.preventDefault();
      setDragging(true);
    },
    onDragLeave: (event: DragEvent) => {
      if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setDragging(false);
    },
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      setDragging(false);
      void droppedFiles(event.dataTransfer).then(upload);
    },
  };
  const total = page?.total ?? 0;
  const chosen = page?.documents.filter((document) => selected.has(document.id)) ?? [];
  const nothingYet = page !== undefined && total === 0 && !isFiltered(query);

  return (
    <div {...drop} className="relative flex min-h-full flex-col px-4 pt-8 pb-24 sm:px-6">
      <header className="mb-4 flex flex-wrap items-center gap-2">
        <h1 className="mr-auto text-xl font-semibold">Documents</h1>
        <CollectionsMenu collections={props.collections} current={query.collection} onChoose={(collection) => ask({ collection })} />
        <Button onClick={() => setImporting(true)}>
          <Globe aria-hidden />
          Import
        </Button>
        <Button onClick={() => folder.current?.click()}>
          <FolderUp aria-hidden />
          Upload folder
        </Button>
        <Button variant="primary" onClick={() => files.current?.click()}>
          <Upload aria-hidden />
          Upload files
        </Button>
        <input ref={files} type="file" multiple hidden aria-label="Files to upload" data-testid="upload-files" onChange={(event) => uploadPicked(event.currentTarget, upload)} />
        {/* React does not know this attribute by its type; every browser does. */}
        <input ref={folder} type="file" multiple hidden aria-label="Folder to upload" {...{ webkitdirectory: '' }} onChange={(event) => uploadPicked(event.currentTarget, upload)} />
      </header>

      {page !== undefined && <QueueStatus mayPause={props.mayPause} onChanged={refresh} />}
      {!nothingYet && <DocumentFilters query={query} onChange={ask} />}

      {error !== undefined && page === undefined ? (
        <ErrorState message={sentenceOf(error)} requestId={error instanceof RequestError ? error.requestId : undefined} onRetry={refresh} />
      ) : page === undefined ? (
        <TableSkeleton />
      ) : nothingYet ? (
        <NoDocuments onChooseFiles={() => files.current?.click()} onLoaded={changed} />
      ) : (
        <>
          {error !== undefined && (
            <p role="alert" className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-1 text-bad">
              This table is as it was before. {sentenceOf(error)}
              <Button size="small" onClick={refresh}>
                Try again
              </Button>
            </p>
          )}
          {chosen.length > 0 ? (
            <BulkBar documents={chosen} collections={props.collections} actions={actions} onClear={() => setSelected(new Set())} />
          ) : (
            <div className="flex h-9 items-center justify-between gap-3 text-sm text-muted">
              <output>{total === 0 ? 'No document matches. Try other words or fewer filters.' : countWords(total, 'document')}</output>
              <Link href="/admin/documents/imports" className="shrink-0 rounded-sm underline underline-offset-2 hover:text-ink">
                Imports and archives
              </Link>
            </div>
          )}
          {page.documents.length > 0 && (
            <DocumentTable
              documents={page.documents}
              query={query}
              selected={selected}
              collections={props.collections}
              actions={actions}
              onSelect={setSelected}
              onSort={(sort, dir) => ask({ sort, dir })}
              onOpen={open}
            />
          )}
          <Pager page={page} onPage={(p) => ask({ p })} />
        </>
      )}

      {dragging && (
        <div aria-hidden className="pointer-events-none absolute inset-2 z-20 flex items-center justify-center rounded-md border-2 border-dashed border-edge bg-raised/90 text-lg font-semibold">
          Drop files or folders to upload them
        </div>
      )}
      {actions.dialogs}
      {importing && <ImportDialog collections={props.collections} collectionId={query.collection} onClose={() => setImporting(false)} />}
    </div>
  );
}

function uploadPicked(input: HTMLInputElement, upload: (files: File[]) => void): void {
  upload(pickedFiles(input.files));
  // The same file can be chosen again.
  input.value = '';
}

function TableSkeleton() {
  return (
    <div className="mt-9 flex animate-skeleton flex-col gap-2" aria-hidden>
      {Array.from({ length: 8 }, (_, i) => (
        <Skeleton key={i} className="h-8 w-full" />
      ))}
    </div>
  );
}
