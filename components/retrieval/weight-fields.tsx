import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import type { FusionWeights } from '@/lib/retrieval/retrieval-types';
import { weightNames } from './trial-address';

const words: Record<keyof FusionWeights, { label: string; hint: string }> = {
  cosine: { label: 'Cosine', hint: 'Nearness in meaning of the whole passage.' },
  neighbours: { label: 'Neighbours', hint: 'Nearness of the passages around it.' },
  keyword: { label: 'Keyword', hint: 'Share of the best keyword score.' },
  bestSentence: { label: 'Best sentence', hint: 'Nearness of its nearest sentence.' },
  secondSentence: { label: 'Second sentence', hint: 'Nearness of the next one.' },
};

/** Weights to try; they count for this page only. */
export function WeightFields(props: {
  typed: Record<keyof FusionWeights, string>;
  most: number;
  /** Whether any differs from the product's. */
  changed: boolean;
  onChange: (name: keyof FusionWeights, value: string) => void;
  onReset: () => void;
}) {
  return (
    <fieldset className="mt-4">
      <legend className="font-medium">Weights to try</legend>
      <p className="text-sm text-muted">A passage’s score is the sum of these figures, each times its weight. They change this test alone, never the product.</p>
      <div className="mt-3 grid grid-cols-2 gap-x-4 gap-y-3 sm:grid-cols-5">
        {weightNames.map((name) => (
          <Field key={name} label={words[name].label} hint={words[name].hint}>
            {(control) => <Input {...control} name={name} type="number" inputMode="decimal" min={0} max={props.most} step={0.01} required value={props.typed[name]} onChange={(event) => props.onChange(name, event.target.value)} className="tabular-nums" />}
          </Field>
        ))}
      </div>
      <div className="mt-3 flex gap-2">
        <Button type="submit">Test with these weights</Button>
        <Button variant="ghost" disabled={!props.changed} onClick={props.onReset}>
          Reset
        </Button>
      </div>
    </fieldset>
  );
}
