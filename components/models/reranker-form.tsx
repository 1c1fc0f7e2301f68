'use client';

import { type FormEvent, useState } from 'react';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import { toast } from '@/components/ui/toast';
import type { ShownRerankerSetting } from '@/lib/ai/reranking/shown-reranker-setting';
import { sendJson } from '@/lib/http/send-json';
import { AddressFields } from './address-fields';
import { rerankingProviderWords } from './reranking-provider-words';
import { TrialFooter } from './trial-footer';
import { type TrialResult, useTrial } from './use-trial';

type Choice = ShownRerankerSetting['provider'];

/** The team's reranker: choose, try, save. A kept key is shown as dots, and saving the dots keeps it. */
export function RerankerForm(props: { setting: ShownRerankerSetting }) {
  const [saved, setSaved] = useState(props.setting);
  const [form, setForm] = useState(props.setting);
  const { busy, result, setResult, run } = useTrial();
  const words = rerankingProviderWords[form.provider];
  const choices = (Object.keys(rerankingProviderWords) as Choice[]).filter((choice) => choice !== 'environment' || saved.environment !== undefined);

  function change(more: Partial<ShownRerankerSetting>) {
    setForm((now) => ({ ...now, ...more }));
    setResult(undefined);
  }

  function choose(provider: Choice) {
    change(provider === saved.provider ? saved : { provider, baseUrl: '', model: '', apiKey: '' });
  }

  const test = () => run('test', async () => setResult(await sendJson<TrialResult>('POST', '/api/models/reranker/test', bodyOf(form))));

  function save(event: FormEvent) {
    event.preventDefault();
    void run('save', async () => {
      const kept = await sendJson<ShownRerankerSetting>('PUT', '/api/models/reranker', bodyOf(form));
      setSaved(kept);
      setForm(kept);
      toast('Saved. It counts from the next question on.');
    });
  }

  return (
    <form onSubmit={save} className="flex flex-col gap-5">
      <Field label="Which model puts results in order" hint={hintOf(form)}>
        {(control) => (
          <Select
            {...control}
            value={form.provider}
            onValueChange={(value) => choose(choices.find((choice) => choice === value) ?? 'none')}
            options={choices.map((value) => ({ value, label: rerankingProviderWords[value].label }))}
            className="w-full"
          />
        )}
      </Field>
      <AddressFields words={words} form={form} onChange={change} />
      <TrialFooter busy={busy} result={result} onTest={() => void test()} />
    </form>
  );
}

function bodyOf({ provider, baseUrl, model, apiKey }: ShownRerankerSetting) {
  return { provider, baseUrl, model, apiKey };
}

function hintOf({ provider, environment }: ShownRerankerSetting): string {
  const { hint } = rerankingProviderWords[provider];
  return provider === 'environment' ? `${hint} At present that is “${environment}”.` : hint;
}
