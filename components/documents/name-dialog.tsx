'use client';

import { useState } from 'react';
import { Field } from '@/components/ui/field';
import { FormDialog } from '@/components/ui/form-dialog';
import { Input } from '@/components/ui/input';

/** Asks for one name. */
export function NameDialog(props: { title: string; action: string; value: string; onClose: () => void; onSave: (name: string) => Promise<void> }) {
  const { value, onSave, ...dialog } = props;
  const [name, setName] = useState(value);
  return (
    <FormDialog {...dialog} check={() => (name.trim() === '' ? 'Enter a name.' : undefined)} onSend={() => onSave(name.trim())}>
      {(error) => (
        <Field label="Name" error={error}>
          {(control) => <Input {...control} value={name} maxLength={200} autoComplete="off" onFocus={(event) => event.currentTarget.select()} onChange={(event) => setName(event.target.value)} />}
        </Field>
      )}
    </FormDialog>
  );
}
