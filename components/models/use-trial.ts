import { useState } from 'react';
import { sentenceOf } from '@/lib/http/send-json';

export type TrialResult = { ok: boolean; message: string };

/** What a form that tries and saves a model is doing, and what came of it; an error becomes a result that says so. */
export function useTrial() {
  const [busy, setBusy] = useState<'test' | 'save'>();
  const [result, setResult] = useState<TrialResult>();

  async function run(what: 'test' | 'save', work: () => Promise<void>): Promise<void> {
    setBusy(what);
    setResult(undefined);
    try {
      await work();
    } catch (error) {
      setResult({ ok: false, message: sentenceOf(error) });
    } finally {
      setBusy(undefined);
    }
  }

  return { busy, result, setResult, run };
}
