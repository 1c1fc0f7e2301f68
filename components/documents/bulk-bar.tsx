'use client';

import { FolderInput, RefreshCw, Trash2, X } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { countWords } from '@/components/ui/count-words';
import type { CollectionRow, DocumentRow } from '@/lib/documents/document-row';
import type { DocumentActions } from './use-document-actions';

/** What can be done with the selected documents; stands where the count stands. */
export function BulkBar(props: { documents: DocumentRow[]; collections: CollectionRow[]; actions: DocumentActions; onClear: () => void }) {
  const { documents, actions } = props;
  return (
    <div className="flex min-h-9 flex-wrap items-center gap-1 text-sm" role="toolbar" aria-label="Actions for the selected documents">
      <output className="mr-2 font-medium">
        {countWords(documents.length, 'document')} selected
      </output>
      <Button variant="ghost" size="small" disabled={props.collections.length < 2} onClick={() => actions.move(documents, props.collections)}>
        <FolderInput aria-hidden />
        Move
      </Button>
      <Button variant="ghost" size="small" onClick={() => actions.reindex(documents)}>
        <RefreshCw aria-hidden />
        Re-index
      </Button>
      <Button variant="ghost" size="small" onClick={() => actions.remove(documents)}>
        <Trash2 aria-hidden />
        Delete
      </Button>
      <Button variant="ghost" size="small" onClick={props.onClear}>
        <X aria-hidden />
        Clear
      </Button>
    </div>
  );
}
