'use client';

import { X } from 'lucide-react';
import { useEffect, useEffectEvent } from 'react';
import { dropUpload, failUpload, isOpen, showAttached, type Upload } from '@/components/documents/uploads';
import { useSettling } from '@/components/documents/use-settling';
import { Button } from '@/components/ui/button';
import { Progress } from '@/components/ui/progress';

type Ready = { id: string; name: string };

/** Files on their way into the documents, each until it can be asked in: then `onReady` is called and it leaves the list. */
export function Attachments({ draft, uploads, onReady }: { draft: string; uploads: Upload[]; onReady: (document: Ready) => void }) {
  // Whoever goes elsewhere finds what is left in the upload tray.
  useEffect(() => showAttached(draft), [draft]);
  return (
    <ul aria-label="Attached files" className="flex flex-col gap-1 px-3 pt-1">
      {uploads.map((upload) => (
        <Attachment key={upload.id} upload={upload} onReady={onReady} />
      ))}
    </ul>
  );
}

function Attachment({ upload, onReady }: { upload: Upload; onReady: (document: Ready) => void }) {
  const arrived = isOpen(upload) ? undefined : upload.documentId;
  const document = useSettling(arrived, undefined);
  const ready = document?.currentVersionId !== undefined && document.state === 'ready' ? document : undefined;
  const finish = useEffectEvent((found: Ready) => {
    dropUpload(upload.id);
    onReady({ id: found.id, name: found.name });
  });
  useEffect(() => {
    if (ready) finish(ready);
  }, [ready]);

  const unreadable = document?.state === 'failed' ? (document.failure?.message ?? 'This file could not be read.') : undefined;
  useEffect(() => {
    if (unreadable) failUpload(upload.id, unreadable);
  }, [unreadable, upload.id]);

  const failure = upload.state === 'failed' || upload.state === 'cancelled' ? (upload.message ?? 'Cancelled.') : undefined;
  const reading = document?.state === 'reading' ? document.progress : 0;
  return (
    <li className="flex items-center gap-2 rounded-md bg-wash py-1 pr-1 pl-3 text-sm">
      <div className="min-w-0 flex-1">
        <p className="flex gap-2">
          <span className="min-w-0 truncate font-medium">{upload.file.name}</span>
          {!failure && <span className="shrink-0 text-muted tabular-nums">{stepOf(upload, document?.state, reading)}</span>}
        </p>
        {failure ? (
          <p role="alert" className="wrap-anywhere text-bad">
            {failure}
          </p>
        ) : (
          // Sending is the first half of the way, reading the second.
          <Progress value={(arrived ? 0.5 : 0) + (arrived ? reading : upload.sent) / 2} label={`${upload.file.name} on its way`} className="mt-1" />
        )}
      </div>
      <Button variant="ghost" size="icon" aria-label={`Do not wait for ${upload.file.name}`} onClick={() => dropUpload(upload.id)}>
        <X aria-hidden />
      </Button>
    </li>
  );
}

function stepOf(upload: Upload, state: string | undefined, reading: number): string {
  if (upload.state === 'duplicate') return 'There already';
  if (isOpen(upload)) return `Uploading ${Math.round(upload.sent * 100)} %`;
  return state === 'reading' ? `Reading ${Math.round(reading * 100)} %` : 'Waiting to be read';
}
