'use client';

import { useState } from 'react';
import { Field } from '@/components/ui/field';
import { FormDialog } from '@/components/ui/form-dialog';
import { Select } from '@/components/ui/select';
import type { CollectionRow } from '@/lib/documents/document-row';

/** Asks for a collection that documents go to. */
export function MoveDialog(props: {
  title: string;
  description?: string;
  collections: CollectionRow[];
  action: string;
  onClose: () => void;
  onMove: (collectionId: string) => Promise<void>;
}) {
  const { collections, onMove, ...dialog } = props;
  const [target, setTarget] = useState(collections[0]?.id ?? '');
  return (
    <FormDialog {...dialog} check={() => (target === '' ? 'Choose a collection.' : undefined)} onSend={() => onMove(target)}>
      {(error) => (
        <Field label="Collection" error={error}>
          {(control) => <Select {...control} value={target} onValueChange={setTarget} options={collections.map(({ id, name }) => ({ value: id, label: name }))} />}
        </Field>
      )}
    </FormDialog>
  );
}
