'use client';

import dynamic from 'next/dynamic';
import { type ReactNode, useState } from 'react';
import { useUploads } from '@/components/documents/uploads';
import { whenReachable } from '@/components/shell/reachability';
import type { ChatScope } from '@/lib/chats/chat-message';
import { AttachButton } from './attach-button';
import { ScopeChip } from './scope-chip';

// The list of files comes with the first file.
const Attachments = dynamic(whenReachable(() => import('./attachments').then((module) => module.Attachments)), { ssr: false });

/** What stands in the composer beside the words: where to ask, and files to ask in. `waiting`: one of them is on its way. */
export function useQuestionScope(options: {
  draft: string;
  scope: ChatScope;
  onScope: (scope: ChatScope) => void;
  /** Absent for those who may not upload. */
  maxUploadBytes?: number;
}): { tools: ReactNode; attachments: ReactNode; waiting: boolean } {
  const { draft, scope, onScope, maxUploadBytes } = options;
  const [names, setNames] = useState<ReadonlyMap<string, string>>(new Map());
  const uploads = useUploads().filter((upload) => upload.attachedTo === draft);
  const learn = (seen: Iterable<[string, string]>) => setNames((before) => new Map([...before, ...seen]));
  return {
    tools: (
      <div className="flex items-center gap-1">
        <ScopeChip
          scope={scope}
          names={names}
          onChange={(next, seen) => {
            learn(seen);
            onScope(next);
          }}
        />
        {maxUploadBytes !== undefined && <AttachButton draft={draft} scope={scope} maxBytes={maxUploadBytes} />}
      </div>
    ),
    attachments: uploads.length > 0 && (
      <Attachments
        draft={draft}
        uploads={uploads}
        onReady={({ id, name }) => {
          learn([[id, name]]);
          // A collection beside the file would ask in more than the file.
          onScope({ collectionIds: [], documentIds: [...scope.documentIds.filter((other) => other !== id), id] });
        }}
      />
    ),
    waiting: uploads.some((upload) => upload.state !== 'failed' && upload.state !== 'cancelled'),
  };
}
