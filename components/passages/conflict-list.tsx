'use client';

import { type ReactNode, useState } from 'react';
import { RelativeTime } from '@/components/people/relative-time';
import { WordChanges } from '@/components/reader/word-changes';
import { Button } from '@/components/ui/button';
import { countWords } from '@/components/ui/count-words';
import { toast } from '@/components/ui/toast';
import { sendJson, sentenceOf } from '@/lib/http/send-json';
import type { EditConflict } from '@/lib/passages/shown-passage';

/** Changes whose words the newest version no longer has, each with both texts and the choice between them. */
export function ConflictList(props: { reading: { documentId: string; conflicts: EditConflict[] }; onSettled: () => void }) {
  const { documentId, conflicts } = props.reading;
  if (conflicts.length === 0) return null;
  return (
    <section aria-labelledby="conflicts" className="mt-6 rounded-md border border-edge p-4">
      <h2 id="conflicts" className="font-semibold">
        {countWords(conflicts.length, 'change')} to decide about
      </h2>
      <p className="mt-1 text-muted">The words that these changes were made for are others in this version. Until somebody decides, the new words are searched as they were read.</p>
      <ul>
        {conflicts.map((conflict) => (
          <Conflict key={conflict.editId} documentId={documentId} conflict={conflict} onSettled={props.onSettled} />
        ))}
      </ul>
    </section>
  );
}

function Conflict({ documentId, conflict, onSettled }: { documentId: string; conflict: EditConflict; onSettled: () => void }) {
  const [busy, setBusy] = useState(false);
  const settle = async (settlement: 'keep-mine' | 'take-new', done: string) => {
    setBusy(true);
    try {
      await sendJson('POST', `/api/documents/${encodeURIComponent(documentId)}/passages/conflicts`, { editId: conflict.editId, settlement });
      toast(done);
    } catch (error) {
      toast(sentenceOf(error));
    }
    setBusy(false);
    onSettled();
  };
  return (
    <li className="mt-4 border-t border-line pt-4">
      <p className="text-sm text-muted">
        Changed by {conflict.changed.by} <RelativeTime iso={conflict.changed.at} />
      </p>
      <div className="mt-2 grid gap-4 sm:grid-cols-2 xl:grid-cols-3">
        <Side title="As it was read then">
          <p className="font-serif wrap-anywhere whitespace-pre-line">{conflict.base}</p>
        </Side>
        <div className="min-w-0">
          <p className="font-medium">What was made of it</p>
          {conflict.mine.map((piece, n) => (
            <div key={n} className="mt-1 border-s-2 border-edge ps-2">
              <p className="font-serif wrap-anywhere whitespace-pre-line">{piece.text ?? piece.words}</p>
              {piece.keywords.length > 0 && <p className="text-sm wrap-anywhere">Also found by {piece.keywords.join(', ')}</p>}
              {piece.off && <p className="text-sm">Switched off</p>}
            </div>
          ))}
        </div>
        <Side title="As it is read now">
          {conflict.now ? <WordChanges changes={conflict.now.difference} /> : <p className="text-muted">Nothing stands there any more.</p>}
        </Side>
      </div>
      <div className="mt-3 flex flex-wrap gap-2">
        {conflict.now && (
          <Button busy={busy} onClick={() => void settle('keep-mine', 'The change holds for the new words.')}>
            Keep the change
          </Button>
        )}
        <Button busy={busy} onClick={() => void settle('take-new', 'The change is dropped.')}>
          {conflict.now ? 'Take the new words' : 'Drop the change'}
        </Button>
      </div>
    </li>
  );
}

function Side({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <p className="font-medium">{title}</p>
      <div className="mt-1 border-s-2 border-line ps-2">{children}</div>
    </div>
  );
}
