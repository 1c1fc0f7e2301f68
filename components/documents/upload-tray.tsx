'use client';

import { ChevronDown, ChevronUp, RotateCcw, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { UnpackedState } from '@/components/imports/unpacked-state';
import { Button } from '@/components/ui/button';
import { countWords } from '@/components/ui/count-words';
import { Progress } from '@/components/ui/progress';
import { StateMark } from '@/components/ui/state-mark';
import { DuplicatesDialog } from './duplicates-dialog';
import { sizeWords } from './format-words';
import { cancelUpload, clearUploads, isOpen, retryUpload, type Upload, useUploads } from './uploads';

/** At the bottom right of every page while something is uploaded: each file and the whole. Mounted once, in the shell. */
export function UploadTray() {
  const all = useUploads();
  const uploads = all.filter((upload) => upload.attachedTo === undefined);
  const [folded, setFolded] = useState(false);
  const busy = all.some((upload) => upload.state === 'queued' || upload.state === 'sending');
  const duplicates = all.filter((upload) => upload.state === 'duplicate');

  useEffect(() => {
    if (!busy) return;
    // The browser asks before a tab that still sends is closed.
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [busy]);

  const question = !busy && duplicates.length > 0 && <DuplicatesDialog duplicates={duplicates} />;
  if (uploads.length === 0) return question || null;
  const bytes = uploads.reduce((sum, upload) => sum + upload.file.size, 0);
  const sent = uploads.reduce((sum, upload) => sum + upload.file.size * (isOpen(upload) ? upload.sent : 1), 0);

  return (
    <section aria-label="Uploads" className="fixed right-4 bottom-4 z-30 [body:has([data-composer=docked])_&]:bottom-32 flex w-88 max-w-[calc(100vw-2rem)] animate-appear flex-col rounded-md bg-raised shadow-float">
      <header className="flex items-center gap-1 py-1 pr-1 pl-3">
        <output className="min-w-0 flex-1 truncate font-medium">
          {summaryOf(uploads)}
        </output>
        <Button variant="ghost" size="icon" aria-label={folded ? 'Show the files' : 'Hide the files'} aria-expanded={!folded} onClick={() => setFolded(!folded)}>
          {folded ? <ChevronUp aria-hidden /> : <ChevronDown aria-hidden />}
        </Button>
        {!uploads.some(isOpen) && (
          <Button variant="ghost" size="icon" aria-label="Close the list of uploads" onClick={clearUploads}>
            <X aria-hidden />
          </Button>
        )}
      </header>
      {busy && <Progress value={bytes > 0 ? sent / bytes : undefined} label="All uploads" className="rounded-none" />}
      {!folded && (
        <ul className="max-h-72 overflow-y-auto border-t border-line">
          {uploads.map((upload) => (
            <TrayRow key={upload.id} upload={upload} />
          ))}
        </ul>
      )}
      {question}
    </section>
  );
}

function TrayRow({ upload }: { upload: Upload }) {
  const { file, state } = upload;
  return (
    <li className="flex items-center gap-2 border-b border-line px-3 py-2 text-sm last:border-0">
      <div className="min-w-0 flex-1">
        <p className="flex gap-2">
          <span className="min-w-0 flex-1 truncate" title={file.name}>
            {file.name}
          </span>
          <span className="shrink-0 text-muted tabular-nums">{sizeWords(file.size)}</span>
        </p>
        {state === 'sending' ? <Progress value={upload.sent} label={`Upload of ${file.name}`} className="mt-1.5" /> : <TrayState upload={upload} />}
      </div>
      {(state === 'queued' || state === 'sending') && (
        <Button variant="ghost" size="icon" aria-label={`Cancel the upload of ${file.name}`} onClick={() => cancelUpload(upload.id)}>
          <X aria-hidden />
        </Button>
      )}
      {((state === 'failed' && !upload.refused) || state === 'cancelled') && (
        <Button variant="ghost" size="icon" aria-label={`Upload ${file.name} again`} onClick={() => retryUpload(upload.id)}>
          <RotateCcw aria-hidden />
        </Button>
      )}
    </li>
  );
}

function TrayState({ upload }: { upload: Upload }) {
  switch (upload.state) {
    case 'queued':
    case 'sending':
      return <StateMark state="waiting">Waiting</StateMark>;
    case 'done':
      return upload.importId ? <UnpackedState importId={upload.importId} /> : <StateMark state="ready">Uploaded</StateMark>;
    case 'skipped':
      return <StateMark state="waiting">Skipped, it is there already</StateMark>;
    case 'cancelled':
      return <StateMark state="waiting">Cancelled</StateMark>;
    case 'duplicate':
    case 'failed':
      return (
        <div>
          <StateMark state={upload.state === 'failed' ? 'failed' : 'partly'}>{upload.state === 'failed' ? 'Failed' : 'There already'}</StateMark>
          <p className="wrap-anywhere text-muted">{upload.message}</p>
        </div>
      );
  }
}

function summaryOf(uploads: readonly Upload[]): string {
  const open = uploads.filter((upload) => upload.state === 'queued' || upload.state === 'sending').length;
  if (open > 0) return `Uploading ${countWords(open, 'file')}`;
  const undecided = uploads.filter((upload) => upload.state === 'duplicate').length;
  if (undecided > 0) return `${countWords(undecided, 'file')} to decide about`;
  const failed = uploads.filter((upload) => upload.state === 'failed').length;
  const done = uploads.filter((upload) => upload.state === 'done').length;
  return failed > 0 ? `${countWords(done, 'file')} uploaded, ${failed.toLocaleString('en')} failed` : `${countWords(done, 'file')} uploaded`;
}
