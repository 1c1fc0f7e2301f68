'use client';

import { type FormEvent, type ReactNode, useState } from 'react';
import { Button, type ButtonProps } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { sentenceOf } from '@/lib/http/send-json';
import { type FieldErrors, fieldErrorsOf } from './field-errors';

export type TextField = {
  name: string;
  label: string;
  type?: 'text' | 'email' | 'password';
  autoComplete: string;
  hint?: ReactNode;
  value?: string;
  readOnly?: boolean;
  autoFocus?: boolean;
};

/**
 * Labelled fields and one button that says its verb. Errors stand beside their field, or above the button when they
 * belong to none; what was typed stays. `onSend` gets the values by field name and rejects with the server's sentence.
 */
export function Form(props: {
  fields: TextField[];
  action: string;
  variant?: ButtonProps['variant'];
  onSend: (values: Record<string, string>) => Promise<void>;
  /** Empties the fields after a success. */
  resets?: boolean;
  children?: ReactNode;
}) {
  const [busy, setBusy] = useState(false);
  const [errors, setErrors] = useState<FieldErrors>({});
  const names = props.fields.map((field) => field.name);

  async function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    setBusy(true);
    setErrors({});
    try {
      await props.onSend(Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value)])));
      if (props.resets) form.reset();
    } catch (error) {
      const found = fieldErrorsOf(error, names, sentenceOf(error));
      setErrors(found);
      const first = names.find((name) => found[name]);
      if (first) form.querySelector<HTMLInputElement>(`[name="${first}"]`)?.focus();
    } finally {
      setBusy(false);
    }
  }

  return (
    <form method="post" onSubmit={(event) => void send(event)} className="flex flex-col gap-5" noValidate>
      {props.fields.map(({ label, hint, value, ...field }) => (
        <Field key={field.name} label={label} hint={hint} error={errors[field.name]}>
          {(control) => (
            <Input {...control} {...field} type={field.type ?? 'text'} defaultValue={value} required spellCheck={false} autoCapitalize={field.name === 'name' ? 'words' : 'none'} className="h-10" />
          )}
        </Field>
      ))}
      {props.children}
      {errors[''] && (
        <p role="alert" className="text-sm text-bad">
          {errors['']}
        </p>
      )}
      <Button type="submit" variant={props.variant ?? 'primary'} busy={busy} className="h-10 self-start px-4">
        {props.action}
      </Button>
    </form>
  );
}
