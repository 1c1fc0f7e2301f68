'use client';

import { type FormEvent, useState } from 'react';
import { inDollars } from '@/components/making/amounts';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { toast } from '@/components/ui/toast';
import type { ShownReadingSetting } from '@/lib/ai/shown-reading-setting';
import { sendJson, sentenceOf } from '@/lib/http/send-json';

/** How much the team's model may read for one answer; empty means passages alone. */
export function ReadingForm(props: { setting: ShownReadingSetting }) {
  const [setting, setSetting] = useState(props.setting);
  const [tokens, setTokens] = useState(asTyped(setting));
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();

  async function save(event: FormEvent) {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    try {
      const kept = await sendJson<ShownReadingSetting>('PUT', '/api/models/reading', { tokens: tokens.trim() === '' ? null : Number(tokens) });
      setSetting(kept);
      setTokens(asTyped(kept));
      toast('Saved. It counts from the next question on.');
    } catch (thrown) {
      setError(sentenceOf(thrown));
    } finally {
      setBusy(false);
    }
  }

  return (
    <form onSubmit={save} noValidate className="flex flex-col gap-5">
      <Field label="Tokens read per answer" hint={hintOf(setting, Number(tokens))} error={error}>
        {(control) => <Input {...control} inputMode="numeric" className="max-w-48" placeholder="Passages alone" value={tokens} onChange={(event) => setTokens(event.target.value)} />}
      </Field>
      <div>
        <Button type="submit" variant="primary" busy={busy}>
          Save
        </Button>
      </div>
    </form>
  );
}

function asTyped({ tokens }: ShownReadingSetting): string {
  return tokens === null ? '' : String(tokens);
}

function hintOf({ extractive, model, mostForModel, microsPerThousand }: ShownReadingSetting, tokens: number): string {
  if (extractive) return 'The built-in model chooses sentences and always reads passages alone; this counts once a language model answers.';
  const read = Math.min(tokens > 0 ? tokens : 6_000, mostForModel);
  const price = microsPerThousand === null ? '' : ` At most ${inDollars(String((BigInt(microsPerThousand) * BigInt(read)) / 1_000n))} for each answer, beside the answer’s own words.`;
  return `“${model}” can be given ${mostForModel.toLocaleString('en')} at most.${price}`;
}
