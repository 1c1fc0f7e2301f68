'use client';

import { type ReactNode, useState } from 'react';
import { toast } from '@/components/ui/toast';
import { sendJson, sentenceOf } from '@/lib/http/send-json';
import type { Span } from '@/lib/ingest/parse/parsed-document';
import type { NoteReview } from '@/lib/passages/note-review';
import type { ShownPassage } from '@/lib/passages/shown-passage';
import { EditDialog } from './edit-dialog';
import { SplitDialog } from './split-dialog';

type Act = (passage: ShownPassage) => void;
export type PassageActions = Record<'edit' | 'split' | 'merge' | 'switchOff' | 'switchOn' | 'revert' | 'acceptNote' | 'revertNote', Act> & {
  /** Decides about all notes of the document that nobody has decided about. */
  reviewAll: (decision: NoteReview['decision']) => void;
  /** Has the language model go on where it stopped or failed. */
  retryNotes: () => void;
  /** Render this once on the page. */
  dialog: ReactNode;
};

type Place = { versionId: string } & Span;

/** What a person does with passages: asks where it must, says what happened, offers to undo what can be undone. */
export function usePassageActions(document: { documentId: string; versionId: string }, wordsOf: (span: Span) => string, onChanged: () => void): PassageActions {
  const [asking, setAsking] = useState<{ about: 'edit' | 'split'; passage: ShownPassage }>();
  const close = () => setAsking(undefined);

  const send = async (place: Place, body: { action: string; text?: string; keywords?: string[]; at?: number }): Promise<Place> => {
    const url = `/api/documents/${encodeURIComponent(document.documentId)}/passages`;
    const { versionId, start, end } = place;
    const answer = await sendJson<{ place: Place }>('POST', url, { versionId, start, end, ...body });
    onChanged();
    return answer.place;
  };
  const placeOf = ({ start, end }: ShownPassage): Place => ({ versionId: document.versionId, start, end });
  const say = (work: Promise<unknown>, done: string, undo?: () => void) =>
    void work.then(
      () => toast(done, undo && { duration: 10_000, action: { label: 'Undo', onClick: undo } }),
      (error: unknown) => {
        toast(sentenceOf(error));
        onChanged();
      },
    );
  const switchTo = (place: Place, on: boolean) => {
    let after = place;
    const work = send(place, { action: on ? 'switch-on' : 'switch-off' }).then((now) => {
      after = now;
    });
    say(work, on ? 'Switched on. It is found again.' : 'Switched off. No search finds it.', () => switchTo(after, !on));
  };

  const review = async (decision: NoteReview['decision'], passage?: Span) => {
    const url = `/api/documents/${encodeURIComponent(document.documentId)}/passages/notes`;
    const { count } = await sendJson<{ count: number }>('POST', url, { decision, versionId: document.versionId, ...(passage && { passage: { start: passage.start, end: passage.end } }) } satisfies NoteReview);
    onChanged();
    return count;
  };
  const words = { accept: 'Accepted.', revert: 'Reverted. It is found by its own words again.' };

  return {
    acceptNote: (passage) => say(review('accept', passage), words.accept),
    revertNote: (passage) => say(review('revert', passage), words.revert, () => say(review('accept', passage), words.accept)),
    reviewAll: (decision) => say(review(decision), decision === 'accept' ? 'All are accepted.' : 'All are reverted. The passages are found by their own words again.'),
    retryNotes: () => say(sendJson('POST', `/api/documents/${encodeURIComponent(document.documentId)}/passages/notes/retry`).then(onChanged), 'The language model tries again.'),
    edit: (passage) => setAsking({ about: 'edit', passage }),
    split: (passage) => setAsking({ about: 'split', passage }),
    merge: (passage) => say(send(placeOf(passage), { action: 'merge' }), 'Merged with the next passage.'),
    switchOff: (passage) => switchTo(placeOf(passage), false),
    switchOn: (passage) => switchTo(placeOf(passage), true),
    revert: (passage) => say(send(placeOf(passage), { action: 'revert' }), 'It is as it was read again.'),
    dialog: asking && (
      <>
        {asking.about === 'edit' && (
          <EditDialog
            passage={asking.passage}
            words={wordsOf(asking.passage)}
            onClose={close}
            onSave={async (text, keywords) => void (await send(placeOf(asking.passage), { action: 'edit', text, keywords }))}
          />
        )}
        {asking.about === 'split' && (
          <SplitDialog
            passage={asking.passage}
            words={wordsOf(asking.passage)}
            onClose={close}
            onSplit={async (at) => void (await send(placeOf(asking.passage), { action: 'split', at }))}
          />
        )}
      </>
    ),
  };
}
