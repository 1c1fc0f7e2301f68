'use client';

import { type FormEvent, useId, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog, DialogClose, DialogContent } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { sentenceOf } from '@/lib/http/send-json';

/** Asks for one name. Stays open with the server's sentence when it is refused; what was typed is kept. */
export function NameDialog(props: { title: string; label: string; action: string; value: string; onClose: () => void; onSave: (name: string) => Promise<void> }) {
  const form = useId();
  const [name, setName] = useState(props.value);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();

  async function save(event: FormEvent) {
    event.preventDefault();
    if (name.trim() === '') {
      setError('Enter a name.');
      return;
    }
    setBusy(true);
    try {
      await props.onSave(name.trim());
      props.onClose();
    } catch (caught) {
      setError(sentenceOf(caught));
      setBusy(false);
    }
  }

  return (
    <Dialog open onOpenChange={(open) => !open && props.onClose()}>
      <DialogContent
        title={props.title}
        footer={
          <>
            <DialogClose asChild>
              <Button>Cancel</Button>
            </DialogClose>
            <Button variant="primary" type="submit" form={form} busy={busy}>
              {props.action}
            </Button>
          </>
        }
      >
        <form id={form} onSubmit={(event) => void save(event)}>
          <Field label={props.label} error={error}>
            {(control) => <Input {...control} value={name} maxLength={200} autoComplete="off" onFocus={(event) => event.currentTarget.select()} onChange={(event) => setName(event.target.value)} />}
          </Field>
        </form>
      </DialogContent>
    </Dialog>
  );
}
