'use client';

import { type FormEvent, useId, useState } from 'react';
import { type FieldErrors, fieldErrorsOf } from '@/components/people/field-errors';
import { Button } from '@/components/ui/button';
import { Dialog, DialogClose, DialogContent } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Textarea } from '@/components/ui/textarea';
import type { GlossaryRow } from '@/lib/glossary/glossary-entry';
import { sendJson, sentenceOf } from '@/lib/http/send-json';

const fields = ['term', 'synonyms', 'note'];

/** Adds a term or changes one. Stays open with the server's sentence beside its field when that refuses. */
export function EntryDialog(props: { entry?: GlossaryRow; onClose: () => void; onSaved: () => void }) {
  const { entry } = props;
  const form = useId();
  const [busy, setBusy] = useState(false);
  const [errors, setErrors] = useState<FieldErrors>({});

  async function save(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const values = new FormData(event.currentTarget);
    const written = (name: string) => String(values.get(name) ?? '');
    const body = { term: written('term'), synonyms: written('synonyms').split(/[\n;]/).map((line) => line.trim()).filter(Boolean), note: written('note') };
    setBusy(true);
    setErrors({});
    try {
      await (entry ? sendJson('PATCH', `/api/glossary/${entry.id}`, body) : sendJson('POST', '/api/glossary', body));
      props.onSaved();
    } catch (error) {
      setErrors(errorsOf(error));
      setBusy(false);
    }
  }

  return (
    <Dialog open onOpenChange={(open) => !open && props.onClose()}>
      <DialogContent
        title={entry ? `Change “${entry.term}”` : 'Add a term'}
        footer={
          <>
            <DialogClose asChild>
              <Button>Cancel</Button>
            </DialogClose>
            <Button variant="primary" type="submit" form={form} busy={busy}>
              {entry ? 'Save the term' : 'Add the term'}
            </Button>
          </>
        }
      >
        <form id={form} onSubmit={(event) => void save(event)} noValidate className="flex flex-col gap-5">
          <Field label="Term" hint="An acronym or a word, as your team writes it." error={errors.term}>
            {(control) => <Input {...control} name="term" defaultValue={entry?.term} maxLength={200} autoComplete="off" />}
          </Field>
          <Field label="Also called" hint="One name a line." error={errors.synonyms}>
            {(control) => <Textarea {...control} name="synonyms" rows={3} defaultValue={entry?.synonyms.join('\n')} />}
          </Field>
          <Field label="Note (optional)" hint="Only admins see it." error={errors.note}>
            {(control) => <Input {...control} name="note" defaultValue={entry?.note ?? ''} autoComplete="off" />}
          </Field>
          {errors[''] && (
            <p role="alert" className="text-sm text-bad">
              {errors['']}
            </p>
          )}
        </form>
      </DialogContent>
    </Dialog>
  );
}

function errorsOf(error: unknown): FieldErrors {
  const sentence = sentenceOf(error);
  // One of several synonyms: "synonyms.2: …".
  const single = /^synonyms\.\d+: (.*)$/.exec(sentence)?.[1];
  if (single) return { synonyms: single };
  const found = fieldErrorsOf(error, fields, sentence);
  // A term that is there already belongs to its field.
  return found[''] === sentence && sentence.includes('already in the glossary') ? { term: sentence } : found;
}
