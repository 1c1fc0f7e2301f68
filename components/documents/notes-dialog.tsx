'use client';

import Link from 'next/link';
import { type ReactNode, useEffect, useState } from 'react';
import { durationWords } from '@/components/models/estimate-words';
import { microsWords, spentWords } from '@/components/passages/note-words';
import { Button } from '@/components/ui/button';
import { countWords } from '@/components/ui/count-words';
import { Dialog, DialogClose, DialogContent } from '@/components/ui/dialog';
import { ErrorState } from '@/components/ui/error-state';
import { Progress } from '@/components/ui/progress';
import { Skeleton } from '@/components/ui/skeleton';
import type { CollectionNotes, NotesAgain, NotesSwitch } from '@/lib/documents/collection-notes-shown';
import type { CollectionRow } from '@/lib/documents/document-row';
import { sendJson, sentenceOf } from '@/lib/http/send-json';
import type { NoteEstimate } from '@/lib/ingest/notes/note-estimate';

/** Milliseconds between two looks while documents are being read. */
const pause = 2_000;

/** Says what a language model would add to a collection's passages and what that takes, and switches it on or off. */
export function NotesDialog({ collection, onClose }: { collection: CollectionRow; onClose: () => void }) {
  const url = `/api/collections/${encodeURIComponent(collection.id)}/notes`;
  const [notes, setNotes] = useState<CollectionNotes>();
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [look, setLook] = useState(0);

  useEffect(() => {
    const abort = new AbortController();
    sendJson<CollectionNotes>('GET', url, undefined, { signal: abort.signal }).then(setNotes, (caught: unknown) => abort.signal.aborted || setError(sentenceOf(caught)));
    return () => abort.abort();
  }, [url, look]);
  const working = notes?.on === true && (notes.progress.working > 0 || (notes.estimate?.passages ?? 0) > 0);
  useEffect(() => {
    if (!working) return undefined;
    const timer = setTimeout(() => setLook((n) => n + 1), pause);
    return () => clearTimeout(timer);
  }, [working, notes]);

  const send = async (method: 'PUT' | 'POST', body: NotesSwitch | NotesAgain) => {
    setBusy(true);
    setError(undefined);
    try {
      setNotes(await sendJson<CollectionNotes>(method, url, body));
    } catch (caught) {
      setError(sentenceOf(caught));
      // What was confirmed may no longer be what it takes.
      setLook((n) => n + 1);
    } finally {
      setBusy(false);
    }
  };

  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={`Context for "${collection.name}"`}
        description="A language model reads each document, a long one part by part, and adds a sentence to each passage that says where it belongs. It also marks boilerplate that nobody searches for. Only search uses this: answers go on quoting the words of the document."
        footer={
          <>
            <DialogClose asChild>
              <Button>Close</Button>
            </DialogClose>
            {notes && <SwitchButton notes={notes} busy={busy} onSend={(body) => void send('PUT', body)} />}
          </>
        }
      >
        {notes ? <State notes={notes} busy={busy} onAgain={(body) => void send('POST', body)} /> : error === undefined ? <Loading /> : <ErrorState message={error} onRetry={() => [setError(undefined), setLook((n) => n + 1)]} />}
        {notes && error !== undefined && (
          <p role="alert" className="mt-4 text-bad">
            {error}
          </p>
        )}
      </DialogContent>
    </Dialog>
  );
}

function SwitchButton({ notes: { on, estimate }, busy, onSend }: { notes: CollectionNotes; busy: boolean; onSend: (body: NotesSwitch) => void }) {
  if (on) {
    return (
      <Button busy={busy} onClick={() => onSend({ on: false })}>
        Switch off
      </Button>
    );
  }
  if (!estimate) return null;
  return (
    <Button variant="primary" busy={busy} onClick={() => onSend({ on: true, confirmedTokens: estimate.inputTokens + estimate.outputTokens })}>
      {estimate.passages > 0 ? `Confirm and start` : 'Switch on'}
    </Button>
  );
}

type StateProps = { notes: CollectionNotes; busy: boolean; onAgain: (body: NotesAgain) => void };

function State({ notes, ...again }: StateProps) {
  if (notes.on) return <Running notes={notes} {...again} />;
  if (!notes.model) {
    return (
      <p>
        This needs a language model, and none is set up. An admin can do that under{' '}
        <Link href="/admin/settings/models" className="underline">
          Settings, Models
        </Link>
        .
      </p>
    );
  }
  const { estimate, spent } = notes;
  return (
    <>
      <h3 className="font-semibold">What it takes with {notes.model}</h3>
      {estimate && estimate.passages > 0 ? (
        <EstimateFacts estimate={estimate} />
      ) : (
        <p className="mt-2">Nothing: every passage has been read already, and nothing is paid for twice.</p>
      )}
      <p className="mt-3 text-muted">The text of the documents is sent to this model. Documents that are added later are read by it too.</p>
      {spent.calls > 0 && <p className="mt-3 text-muted">Spent so far: {spentWords(spent)}.</p>}
    </>
  );
}

function Running({ notes: { model, progress, spent, confirmed, estimate, again }, busy, onAgain }: StateProps) {
  const left = estimate?.passages ?? 0;
  // A document that waits after a failure counts among those that are worked at.
  const isStuck = progress.stuck > 0 && progress.working <= progress.stuck;
  return (
    <>
      <output className="block">
        {left === 0
          ? `On. ${countWords(progress.noted, 'passage')} ${progress.noted === 1 ? 'has' : 'have'} been read.`
          : isStuck
            ? `${countWords(left, 'passage')} ${left === 1 ? 'is' : 'are'} still to be read.`
            : `${model ?? 'The language model'} is reading: ${countWords(left, 'passage')} to go.`}
      </output>
      {left > 0 && <Progress value={progress.noted / (progress.noted + left)} label="Passages that were read" className="mt-2" />}
      {!model && <p className="mt-3 text-warn">No language model is set up any more, so nothing new is read.</p>}
      {progress.problem !== undefined && <p className="mt-3 text-warn">{progress.problem}</p>}
      {model && progress.stuck > 0 && (
        <Button size="small" busy={busy} className="mt-2" onClick={() => onAgain({ action: 'retry' })}>
          Try again with {countWords(progress.stuck, 'document')}
        </Button>
      )}
      <Facts>
        <Fact name="Spent">{spentWords(spent)}</Fact>
        {confirmed && confirmed.passages > 0 && (
          <Fact name="Estimated">
            {rounded(confirmed.inputTokens)} tokens read, {rounded(confirmed.outputTokens)} written, {microsWords(confirmed.costMicros)}
          </Fact>
        )}
      </Facts>
      {model && again && progress.working === 0 && (
        <section aria-labelledby="again" className="mt-4 border-t border-line pt-3">
          <h3 id="again" className="font-semibold">
            Written by another model, or in vain
          </h3>
          <p className="mt-1 text-muted">{model} can write this context again. What somebody has accepted or reverted stays, and search uses what there is until the new one is written.</p>
          <EstimateFacts estimate={again} />
          <Button size="small" busy={busy} className="mt-2" onClick={() => onAgain({ action: 'rewrite', confirmedTokens: again.inputTokens + again.outputTokens })}>
            Confirm and write again
          </Button>
        </section>
      )}
      <p className="mt-3 text-muted">Switched off, nothing more is read, and search uses the words of the documents alone. What was paid for is kept.</p>
    </>
  );
}

function EstimateFacts({ estimate }: { estimate: NoteEstimate }) {
  return (
    <Facts>
      <Fact name="To read">
        {countWords(estimate.passages, 'passage')} in {countWords(estimate.documents, 'document')}
      </Fact>
      <Fact name="Tokens">
        about {rounded(estimate.inputTokens)} read, {rounded(estimate.outputTokens)} written, in {countWords(estimate.calls, 'call')}
      </Fact>
      <Fact name="Cost">{estimate.costMicros === undefined ? 'no price is known for this model' : `about ${microsWords(estimate.costMicros)}, less where the provider charges less for what it has read before`}</Fact>
      <Fact name="Time">{durationWords(estimate.seconds)}; everything can be used meanwhile</Fact>
    </Facts>
  );
}

function Facts({ children }: { children: ReactNode }) {
  return <dl className="mt-2 grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 tabular-nums">{children}</dl>;
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0 wrap-anywhere">{children}</dd>
    </>
  );
}

function Loading() {
  return (
    <div aria-label="Loading" className="flex flex-col gap-2">
      <Skeleton className="h-4 w-2/3" />
      <Skeleton className="h-4 w-full" />
      <Skeleton className="h-4 w-1/2" />
    </div>
  );
}

/** Three figures are as much as an estimate knows. */
function rounded(tokens: number): string {
  return Number(tokens.toPrecision(3)).toLocaleString('en');
}
