'use client';

import { type ReactNode, useState } from 'react';
import { toast } from '@/components/ui/toast';
import { sendJson, sentenceOf } from '@/lib/http/send-json';
import type { Span } from '@/lib/ingest/parse/parsed-document';
import type { ShownPassage } from '@/lib/passages/shown-passage';
import { EditDialog } from './edit-dialog';
import { SplitDialog } from './split-dialog';

type Act = (passage: ShownPassage) => void;
export type PassageActions = Record<'edit' | 'split' | 'merge' | 'switchOff' | 'switchOn' | 'revert', Act> & {
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

  return {
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
