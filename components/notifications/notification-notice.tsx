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
      ({ sentence, href }: ShownNotification) => {
        toast(sentence, { duration: 15_000, ...(href !== undefined && { action: { label: 'Show', onClick: () => router.push(href) } }) });
      },
      [router],
    ),
  );
  return null;
}
