'use client';

import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { type FormEvent, useId, useState } from 'react';
import { type FieldErrors, fieldErrorsOf } from '@/components/people/field-errors';
import { Button } from '@/components/ui/button';
import { Dialog, DialogClose, DialogContent } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import type { CollectionRow } from '@/lib/documents/document-row';
import { RequestError, sendJson, sentenceOf } from '@/lib/http/send-json';

const kinds = [
  { value: 'page', label: 'One page or file', hint: 'Only what lies at this address.' },
  { value: 'site', label: 'A site, a part of it, or a sitemap', hint: 'This page and what it leads to below its address.' },
];

/** Asks for an address and begins to import it; then shows how that goes. */
export function ImportDialog(props: { collections: CollectionRow[]; collectionId?: string; onClose: () => void }) {
  const { collections, onClose } = props;
  const router = useRouter();
  const form = useId();
  const [kind, setKind] = useState('page');
  const [collectionId, setCollectionId] = useState(props.collectionId || (collections[0]?.id ?? ''));
  const [busy, setBusy] = useState(false);
  const [errors, setErrors] = useState<FieldErrors>({});

  async function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const values = new FormData(event.currentTarget);
    const pageLimit = kind === 'site' ? { pageLimit: Number(values.get('pageLimit')) } : {};
    setBusy(true);
    setErrors({});
    try {
      const { id } = await sendJson<{ id: string }>('POST', '/api/imports', { kind, url: String(values.get('url') ?? ''), collectionId, ...pageLimit });
      onClose();
      router.push(`/admin/documents/imports/${id}`);
    } catch (error) {
      setErrors(errorsOf(error));
      setBusy(false);
    }
  }

  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title="Import from the web"
        description="The portal fetches it and keeps it with your documents. Importing it again later brings only what changed."
        footer={
          <>
            <Link href="/admin/documents/imports" onClick={onClose} className="mr-auto self-center rounded-sm text-sm text-muted underline underline-offset-2 hover:text-ink">
              Imports so far
            </Link>
            <DialogClose asChild>
              <Button>Cancel</Button>
            </DialogClose>
            <Button variant="primary" type="submit" form={form} busy={busy}>
              Import
            </Button>
          </>
        }
      >
        <form id={form} noValidate onSubmit={(event) => void send(event)} className="flex flex-col gap-5">
          <Field label="Address" error={errors.url}>
            {(control) => <Input {...control} name="url" type="url" inputMode="url" placeholder="https://" maxLength={2000} autoComplete="off" spellCheck={false} />}
          </Field>
          <Field label="What to import">
            {(control) => <Select {...control} value={kind} onValueChange={setKind} options={kinds} />}
          </Field>
          {kind === 'site' && (
            <Field label="At most so many pages" hint="The site's robots.txt is obeyed, and its pages are fetched one after another." error={errors.pageLimit}>
              {(control) => <Input {...control} name="pageLimit" type="number" min={1} max={2000} defaultValue={100} className="w-32" />}
            </Field>
          )}
          <Field label="Collection" error={errors.collectionId}>
            {(control) => <Select {...control} value={collectionId} onValueChange={setCollectionId} options={collections.map(({ id, name }) => ({ value: id, label: name }))} />}
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
  // What is wrong with an address belongs to its field.
  if (error instanceof RequestError && /:(address|import-running)$/.test(error.code)) return { url: sentence };
  return fieldErrorsOf(error, ['url', 'pageLimit', 'collectionId'], sentence);
}
