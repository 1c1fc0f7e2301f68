'use client';

import { useState } from 'react';
import { toast } from '@/components/ui/toast';
import { sendJson, sentenceOf } from '@/lib/http/send-json';

/** Loads the sample handbook into the team, on a press of the button that is `busy` meanwhile. */
export function useSamples(onLoaded: () => void): { busy: boolean; load: () => void } {
  const [busy, setBusy] = useState(false);
  const load = () => {
    setBusy(true);
    sendJson('POST', '/api/samples')
      .then(onLoaded, (error: unknown) => toast(sentenceOf(error)))
      .finally(() => setBusy(false));
  };
  return { busy, load };
}
