'use client';

import { type FormEvent, useState } from 'react';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import { toast } from '@/components/ui/toast';
import type { EmbeddingTrial, ShownEmbeddingModel, ShownProvider } from '@/lib/embedding-model/shown-embedding-model';
import { sendJson } from '@/lib/http/send-json';
import { AddressFields } from './address-fields';
import { EmbeddingProgress } from './embedding-progress';
import { embeddingProviderWords } from './embedding-provider-words';
import { estimateWords } from './estimate-words';
import { TrialFooter } from './trial-footer';
import { useEmbeddingModel } from './use-embedding-model';
import { useTrial } from './use-trial';

type FormState = Pick<ShownEmbeddingModel, 'provider' | 'baseUrl' | 'model' | 'apiKey'>;

/**
 * The team's embedding model: choose, try, save. A model that has to read everything again is begun only after its
 * price in time and money was shown. A kept key is shown as dots, and saving the dots keeps it.
 */
export function EmbeddingForm(props: { shown: ShownEmbeddingModel }) {
  const [shown, setShown] = useEmbeddingModel(props.shown);
  /** What is being entered; undefined: what serves is shown, also after a change has ended. */
  const [entered, setEntered] = useState<FormState>();
  const { busy, result, setResult, run } = useTrial();
  const [asked, setAsked] = useState<string[]>();
  const { provider, baseUrl, model, apiKey } = shown;
  const form = entered ?? { provider, baseUrl, model, apiKey };
  const words = embeddingProviderWords[form.provider];
  const choices = (Object.keys(embeddingProviderWords) as ShownProvider[]).filter((choice) => choice !== 'environment' || shown.environment !== undefined);

  function change(more: Partial<FormState>) {
    setEntered({ ...form, ...more });
    setResult(undefined);
  }

  function choose(next: ShownProvider) {
    change(next === provider ? { provider, baseUrl, model, apiKey } : { provider: next, baseUrl: '', model: '', apiKey: '' });
  }

  const attempt = () => sendJson<EmbeddingTrial>('POST', '/api/models/embedding/test', bodyOf(form));

  async function keep(confirmed: boolean) {
    const kept = await sendJson<ShownEmbeddingModel>('PUT', '/api/models/embedding', { ...bodyOf(form), confirmed });
    setShown(kept);
    setEntered(undefined);
    setResult(undefined);
    toast(kept.change ? 'The new model is reading the documents. Search goes on meanwhile.' : 'Saved.');
  }

  const test = () =>
    run('test', async () => {
      const trial = await attempt();
      setResult({ ok: trial.ok, message: [trial.message, ...(trial.estimate?.passages ? estimateWords(trial.estimate).map((line) => `${line}.`) : [])].join(' ') });
    });

  function save(event: FormEvent) {
    event.preventDefault();
    void run('save', async () => {
      const trial = await attempt();
      if (!trial.ok) setResult(trial);
      else if (trial.estimate && trial.estimate.passages > 0) setAsked(estimateWords(trial.estimate));
      else await keep(false);
    });
  }

  return (
    <form onSubmit={save} className="flex flex-col gap-5">
      {shown.change && <EmbeddingProgress change={shown.change} onCancelled={setShown} />}
      <Field label="Which model reads" hint={`${words.hint} At present “${shown.serving.model}” serves, with vectors of ${shown.serving.dimensions.toLocaleString('en')} numbers.`}>
        {(control) => (
          <Select
            {...control}
            value={form.provider}
            onValueChange={(value) => choose(choices.find((choice) => choice === value) ?? 'built-in')}
            options={choices.map((value) => ({ value, label: embeddingProviderWords[value].label }))}
            className="w-full"
          />
        )}
      </Field>
      <AddressFields words={words} form={form} onChange={change} />
      <TrialFooter busy={busy} result={result} onTest={() => void test()} />
      <ConfirmDialog
        open={asked !== undefined}
        onOpenChange={(open) => !open && setAsked(undefined)}
        title="Have everything read by this model?"
        action="Begin the change"
        onConfirm={() => keep(true)}
      >
        <p>Vectors of different models cannot be compared, so the new one has to read:</p>
        <ul className="my-2 list-disc pl-5">{asked?.map((line) => <li key={line}>{line}</li>)}</ul>
        <p>It does so in the background; until it is complete, search goes on with the present model.</p>
      </ConfirmDialog>
    </form>
  );
}

function bodyOf({ provider, baseUrl, model, apiKey }: FormState) {
  return { provider, baseUrl, model, apiKey };
}
