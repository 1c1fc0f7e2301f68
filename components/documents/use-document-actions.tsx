'use client';

import { type ReactNode, useState } from 'react';
import { countWords } from '@/components/ui/count-words';
import { toast } from '@/components/ui/toast';
import type { CollectionRow, DocumentRow } from '@/lib/documents/document-row';
import { sendJson, sentenceOf } from '@/lib/http/send-json';
import { MoveDialog } from './move-dialog';
import { NameDialog } from './name-dialog';

export type DocumentActions = {
  rename: (document: DocumentRow) => void;
  move: (documents: DocumentRow[], collections: CollectionRow[]) => void;
  reindex: (documents: DocumentRow[]) => void;
  remove: (documents: DocumentRow[]) => void;
  /** Render this once on the page. */
  dialogs: ReactNode;
};

type Asking = { about: 'name'; document: DocumentRow } | { about: 'place'; documents: DocumentRow[]; collections: CollectionRow[] };

/** What a person does with documents: asks where it must, says what happened, offers to undo what can be undone. */
export function useDocumentActions(onChanged: () => void, onDone: () => void): DocumentActions {
  const [asking, setAsking] = useState<Asking>();
  const close = () => setAsking(undefined);

  const act = async (body: { action: string; ids: string[]; collectionId?: string }) => {
    await sendJson('POST', '/api/documents/bulk', body);
    onDone();
    onChanged();
  };
  const idsOf = (documents: DocumentRow[]) => documents.map((document) => document.id);
  const named = (documents: DocumentRow[]) => (documents.length === 1 && documents[0] ? `"${documents[0].name}"` : countWords(documents.length, 'document'));
  const say = (work: Promise<void>, done?: string) =>
    void work.then(
      () => done && toast(done),
      (error: unknown) => {
        toast(sentenceOf(error));
        onChanged();
      },
    );

  const remove = (documents: DocumentRow[]) => {
    const ids = idsOf(documents);
    const undo = () => say(act({ action: 'restore', ids }), `${named(documents)} restored.`);
    say(
      act({ action: 'delete', ids }).then(
        () => void toast(`${named(documents)} deleted.`, { duration: 10_000, action: { label: 'Undo', onClick: undo } }),
      ),
    );
  };

  return {
    rename: (document) => setAsking({ about: 'name', document }),
    move: (documents, collections) => setAsking({ about: 'place', documents, collections }),
    reindex: (documents) => say(act({ action: 'reindex', ids: idsOf(documents) }), `${named(documents)} will be read again.`),
    remove,
    dialogs: (
      <>
        {asking?.about === 'name' && (
          <NameDialog
            title="Rename document"
            action="Rename"
            value={asking.document.name}
            onClose={close}
            onSave={async (name) => {
              await sendJson('PATCH', `/api/documents/${asking.document.id}`, { name });
              onChanged();
            }}
          />
        )}
        {asking?.about === 'place' && (
          <MoveDialog
            title={`Move ${named(asking.documents)}`}
            collections={asking.collections.filter(({ id }) => !asking.documents.every((document) => document.collection.id === id))}
            action="Move"
            onClose={close}
            onMove={(collectionId) => act({ action: 'move', ids: idsOf(asking.documents), collectionId })}
          />
        )}
      </>
    ),
  };
}
