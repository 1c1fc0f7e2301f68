'use client';

import { type FormEvent, useState } from 'react';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import { toast } from '@/components/ui/toast';
import type { ShownModelSetting } from '@/lib/ai/shown-model-setting';
import { sendJson } from '@/lib/http/send-json';
import { AddressFields } from './address-fields';
import { providerWords } from './provider-words';
import { TrialFooter } from './trial-footer';
import { type TrialResult, useTrial } from './use-trial';

const choices = Object.keys(providerWords) as ShownModelSetting['provider'][];

/** The team's model: choose, try, save. A kept key is shown as dots, and saving the dots keeps it. */
export function ModelForm(props: { setting: ShownModelSetting }) {
  const [saved, setSaved] = useState(props.setting);
  const [form, setForm] = useState(props.setting);
  const { busy, result, setResult, run } = useTrial();
  const words = providerWords[form.provider];

  function change(more: Partial<ShownModelSetting>) {
    setForm((now) => ({ ...now, ...more }));
    setResult(undefined);
  }

  function choose(provider: ShownModelSetting['provider']) {
    change(provider === saved.provider ? saved : { provider, baseUrl: '', model: '', apiKey: '' });
  }

  const test = () => run('test', async () => setResult(await sendJson<TrialResult>('POST', '/api/models/test', bodyOf(form))));

  function save(event: FormEvent) {
    event.preventDefault();
    void run('save', async () => {
      const kept = await sendJson<ShownModelSetting>('PUT', '/api/models', bodyOf(form));
      setSaved(kept);
      setForm(kept);
      toast('Saved. The next question is answered by this model.');
    });
  }

  return (
    <form onSubmit={save} className="flex flex-col gap-5">
      <Field label="Who answers" hint={hintOf(form)}>
        {(control) => (
          <Select
            {...control}
            value={form.provider}
            onValueChange={(value) => choose(choices.find((choice) => choice === value) ?? 'environment')}
            options={choices.map((value) => ({ value, label: providerWords[value].label }))}
            className="w-full"
          />
        )}
      </Field>
      <AddressFields words={words} form={form} onChange={change} />
      <TrialFooter busy={busy} result={result} onTest={() => void test()} />
    </form>
  );
}

function bodyOf({ provider, baseUrl, model, apiKey }: ShownModelSetting) {
  return { provider, baseUrl, model, apiKey };
}

function hintOf({ provider, environment }: ShownModelSetting): string {
  const { hint } = providerWords[provider];
  if (provider !== 'environment') return hint;
  const now = environment.provider === 'extractive' ? 'the built-in one' : `“${environment.model}”`;
  return `${hint} At present that is ${now}.`;
}
