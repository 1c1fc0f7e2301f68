'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { sendJson, sentenceOf } from '@/lib/http/send-json';

export function SignOutButton() {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  async function signOut() {
    setBusy(true);
    try {
      await sendJson('DELETE', '/api/session');
      window.location.assign('/sign-in');
    } catch (caught) {
      setError(sentenceOf(caught));
      setBusy(false);
    }
  }
  return (
    <div className="flex flex-col items-start gap-2">
      <Button busy={busy} onClick={() => void signOut()}>
        Sign out
      </Button>
      {error && (
        <p role="alert" className="text-sm text-bad">
          {error}
        </p>
      )}
    </div>
  );
}
