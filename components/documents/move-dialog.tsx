'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog, DialogClose, DialogContent } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import type { CollectionRow } from '@/lib/documents/document-row';
import { sentenceOf } from '@/lib/http/send-json';

/** Asks for a collection that documents go to. */
export function MoveDialog(props: {
  title: string;
  description?: string;
  collections: CollectionRow[];
  action: string;
  onClose: () => void;
  onMove: (collectionId: string) => Promise<void>;
}) {
  const [target, setTarget] = useState(props.collections[0]?.id ?? '');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();

  async function move() {
    setBusy(true);
    try {
      await props.onMove(target);
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
        description={props.description}
        footer={
          <>
            <DialogClose asChild>
              <Button>Cancel</Button>
            </DialogClose>
            <Button variant="primary" busy={busy} disabled={target === ''} onClick={() => void move()}>
              {props.action}
            </Button>
          </>
        }
      >
        <Field label="Collection" error={error}>
          {(control) => <Select {...control} value={target} onValueChange={setTarget} options={props.collections.map(({ id, name }) => ({ value: id, label: name }))} />}
        </Field>
      </DialogContent>
    </Dialog>
  );
}
