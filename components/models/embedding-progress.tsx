'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { Progress } from '@/components/ui/progress';
import type { ShownChange, ShownEmbeddingModel } from '@/lib/embedding-model/shown-embedding-model';
import { sendJson } from '@/lib/http/send-json';
import { durationWords } from './estimate-words';

/** A change under way: how far it is, how long it still takes, what keeps it, and a way to give it up. */
export function EmbeddingProgress({ change, onCancelled }: { change: ShownChange; onCancelled: (shown: ShownEmbeddingModel) => void }) {
  const [asking, setAsking] = useState(false);
  return (
    <section aria-label="Change of the model" className="flex flex-col gap-2 rounded-md border border-line p-4">
      <p className="font-medium wrap-anywhere">Changing to “{change.model}”</p>
      <Progress value={change.total === 0 ? 1 : change.done / change.total} label="Passages that have been read by the new model" />
      <p className="text-muted">
        {change.done.toLocaleString('en')} of {change.total.toLocaleString('en')} passages · {timeLeft(change)}
      </p>
      {change.problem ? (
        <p className="text-bad">
          {change.problem}{' '}
          {change.retryAt && (
            <>
              It is tried again at{' '}
              {/* The server may live by another clock than the browser. */}
              <time dateTime={change.retryAt} suppressHydrationWarning>
                {timeOfDay(change.retryAt)}
              </time>
              .
            </>
          )}
        </p>
      ) : (
        <p className="text-muted">Until it is complete, search goes on with the present model. You may leave this page.</p>
      )}
      <div>
        <Button onClick={() => setAsking(true)}>Cancel the change</Button>
      </div>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title="Cancel the change?"
        action="Cancel the change"
        onConfirm={async () => onCancelled(await sendJson<ShownEmbeddingModel>('DELETE', '/api/models/embedding/change'))}
      >
        Search stays with the present model. What the new one has read so far is thrown away, and what it cost is spent.
      </ConfirmDialog>
    </section>
  );
}

function timeLeft({ secondsLeft, problem }: ShownChange): string {
  if (problem) return 'paused';
  return secondsLeft === undefined ? 'the time left is being measured' : `${durationWords(secondsLeft)} left`;
}

function timeOfDay(iso: string): string {
  return new Date(iso).toLocaleTimeString('en', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
}
