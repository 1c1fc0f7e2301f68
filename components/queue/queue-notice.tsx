'use client';

import { useRouter } from 'next/navigation';
import { useCallback, useEffect, useRef } from 'react';
import { useUploads } from '@/components/documents/uploads';
import { lookForNews, markLatestRead } from '@/components/notifications/counts';
import { countWords } from '@/components/ui/count-words';
import { toast } from '@/components/ui/toast';
import { useBatchDone, watchQueue } from './queue-watch';

/** Says when the documents that this tab saw waiting have been read: in passing, and in the tab's title while it is hidden. Mounted once, in the shell. */
export function QueueNotice() {
  const router = useRouter();
  const uploaded = useUploads().filter((upload) => upload.state === 'done').length;
  const restoreTitle = useRef<() => void>(undefined);

  useEffect(() => {
    if (uploaded > 0) watchQueue();
  }, [uploaded]);

  useBatchDone(
    useCallback(
      ({ read, failed }) => {
        const sentence = `${countWords(read, 'document')} read${failed > 0 ? `, ${failed.toLocaleString('en')} failed` : ''}.`;
        toast(sentence, { id: 'batch-done', ...(failed > 0 && { duration: 15_000, action: { label: 'Show', onClick: () => router.push('/admin/documents?state=failed') } }) });
        // Who has seen that all is well need not be told once more.
        if (failed === 0 && !document.hidden) void markLatestRead('batch-done');
        else void lookForNews();
        restoreTitle.current?.();
        restoreTitle.current = document.hidden ? titleUntilSeen(sentence) : undefined;
      },
      [router],
    ),
  );
  return null;
}

/** Puts a sentence before the title of a hidden tab until somebody looks at it; returns how to take it away earlier. */
function titleUntilSeen(sentence: string): () => void {
  const before = document.title;
  const shown = `${sentence} ${before}`;
  const end = () => {
    document.removeEventListener('visibilitychange', end);
    // Another page may have given the tab another title meanwhile.
    if (document.title === shown) document.title = before;
  };
  document.title = shown;
  document.addEventListener('visibilitychange', end);
  return end;
}
