import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import type { ProviderWords } from './provider-words';

type Address = { baseUrl: string; model: string; apiKey: string };

/** Address, model and key, as far as the chosen provider needs them. */
export function AddressFields({ words, form, onChange }: { words: ProviderWords; form: Address; onChange: (more: Partial<Address>) => void }) {
  return (
    <>
      {words.address && (
        <Field label="Address" hint={words.addressHint ?? 'Most servers end in /v1, for example http://localhost:11434/v1.'}>
          {(control) => (
            <Input {...control} name="baseUrl" inputMode="url" autoComplete="off" spellCheck={false} value={form.baseUrl} onChange={(event) => onChange({ baseUrl: event.target.value })} required />
          )}
        </Field>
      )}
      {words.model && (
        <Field label={words.model === 'needed' ? 'Model' : 'Model (optional)'} hint={`For example ${words.example}.`}>
          {(control) => (
            <Input {...control} name="model" autoComplete="off" spellCheck={false} value={form.model} onChange={(event) => onChange({ model: event.target.value })} required={words.model === 'needed'} />
          )}
        </Field>
      )}
      {words.key && (
        <Field label={words.key === 'needed' ? 'Key' : 'Key (optional)'} hint="Kept encrypted and never shown again.">
          {(control) => (
            <Input
              {...control}
              name="apiKey"
              type="password"
              autoComplete="off"
              value={form.apiKey}
              onFocus={(event) => event.target.select()}
              onChange={(event) => onChange({ apiKey: event.target.value })}
              required={words.key === 'needed'}
            />
          )}
        </Field>
      )}
    </>
  );
}
