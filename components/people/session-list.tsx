'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { sendJson, sentenceOf } from '@/lib/http/send-json';
import { deviceName } from './device-name';
import { RelativeTime } from './relative-time';

type SessionItem = { id: string; userAgent: string; createdAt: string; lastSeenAt: string; current: boolean };

/** Every device that is signed in to this account, each with a button that ends it. */
export function SessionList({ sessions }: { sessions: SessionItem[] }) {
  const router = useRouter();
  const [busy, setBusy] = useState<string>();
  const [error, setError] = useState<string>();

  async function end(session: SessionItem) {
    setBusy(session.id);
    setError(undefined);
    try {
      await sendJson('DELETE', session.current ? '/api/session' : `/api/account/sessions/${session.id}`);
      if (session.current) window.location.assign('/sign-in');
      else router.refresh();
    } catch (caught) {
      setError(sentenceOf(caught));
    } finally {
      setBusy(undefined);
    }
  }

  return (
    <>
      <ul className="flex flex-col">
        {sessions.map((session) => (
          <li key={session.id} className="flex items-center gap-3 border-b border-line py-2">
            <div className="min-w-0 flex-1">
              <p className="flex flex-wrap items-center gap-2">
                <span title={session.userAgent}>{deviceName(session.userAgent)}</span>
                {session.current && <Badge>this device</Badge>}
              </p>
              <p className="text-sm text-muted">
                Last seen <RelativeTime iso={session.lastSeenAt} />, signed in <RelativeTime iso={session.createdAt} />
              </p>
            </div>
            <Button size="small" busy={busy === session.id} onClick={() => void end(session)} aria-label={session.current ? 'Sign out this device' : `Sign out ${deviceName(session.userAgent)}`}>
              Sign out
            </Button>
          </li>
        ))}
      </ul>
      {error && (
        <p role="alert" className="text-sm text-bad">
          {error}
        </p>
      )}
    </>
  );
}
