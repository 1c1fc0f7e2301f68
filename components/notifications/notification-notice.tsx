'use client';

import { useRouter } from 'next/navigation';
import { useCallback } from 'react';
import { toast } from '@/components/ui/toast';
import type { ShownNotification } from '@/lib/notifications/shown-notification';
import { useNews } from './counts';

/** Says in passing what has just happened. Mounted once, in the shell. */
export function NotificationNotice() {
  const router = useRouter();
  useNews(
    useCallback(
      ({ id, kind, sentence, href }: ShownNotification) => {
        // Who watched their documents being read is told of the end already, in the same place.
        toast(sentence, { id: kind === 'batch-done' ? kind : id, duration: 15_000, ...(href !== undefined && { action: { label: 'Show', onClick: () => router.push(href) } }) });
      },
      [router],
    ),
  );
  return null;
}
