'use client';

import { Paperclip } from 'lucide-react';
import { useRef } from 'react';
import { pickedFiles } from '@/components/documents/dropped-files';
import { startUploads } from '@/components/documents/uploads';
import { Button } from '@/components/ui/button';
import { Tooltip } from '@/components/ui/tooltip';
import type { ChatScope } from '@/lib/chats/chat-message';

/** Chooses files that are added to the documents, in the one collection that is asked in or else the team's first. */
export function AttachButton({ draft, scope, maxBytes }: { draft: string; scope: ChatScope; maxBytes: number }) {
  const input = useRef<HTMLInputElement>(null);
  const collectionId = scope.collectionIds.length === 1 ? scope.collectionIds[0] : undefined;
  return (
    <>
      <Tooltip label="Attach files and ask in them">
        <Button variant="ghost" size="icon" aria-label="Attach files and ask in them" onClick={() => input.current?.click()}>
          <Paperclip aria-hidden />
        </Button>
      </Tooltip>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label="Files to attach"
        data-testid="attach-files"
        onChange={({ currentTarget }) => {
          startUploads(pickedFiles(currentTarget.files), { collectionId, maxBytes, attachedTo: draft });
          // The same file can be chosen again.
          currentTarget.value = '';
        }}
      />
    </>
  );
}
