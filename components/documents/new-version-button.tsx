'use client';

import { FileUp } from 'lucide-react';
import { useEffect, useEffectEvent, useRef } from 'react';
import { Button } from '@/components/ui/button';
import { startUploads, useUploads } from './uploads';

/** Takes a file as the next version of a document. `onStored` is called when it has arrived. */
export function NewVersionButton(props: { documentId: string; maxUploadBytes: number; onStored: () => void }) {
  const { documentId, maxUploadBytes } = props;
  const input = useRef<HTMLInputElement>(null);
  const stored = useUploads().filter((upload) => upload.versionOf === documentId && upload.state === 'done').length;
  const tell = useEffectEvent(() => props.onStored());
  useEffect(() => {
    if (stored > 0) tell();
  }, [stored]);
  return (
    <>
      <Button onClick={() => input.current?.click()}>
        <FileUp aria-hidden />
        Upload a new version
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label="File of the new version"
        data-testid="upload-version"
        onChange={(event) => {
          startUploads([...(event.currentTarget.files ?? [])], { maxBytes: maxUploadBytes, versionOf: documentId });
          // The same file can be chosen again.
          event.currentTarget.value = '';
        }}
      />
    </>
  );
}
