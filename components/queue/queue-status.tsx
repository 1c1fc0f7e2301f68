'use client';

import { Pause, Play, RotateCcw } from 'lucide-react';
import Link from 'next/link';
import { useEffect, useState } from 'react';
import { durationWords } from '@/components/models/estimate-words';
import { Button } from '@/components/ui/button';
import { countWords } from '@/components/ui/count-words';
import { Progress } from '@/components/ui/progress';
import { toast } from '@/components/ui/toast';
import { sendJson, sentenceOf } from '@/lib/http/send-json';
import type { RefusedFiles, ShownQueue } from '@/lib/queue/shown-queue';
import { setQueue, useQueue, watchQueue } from './queue-watch';

/** How far the reading of the team's documents is, above their table; nothing while there is nothing to say. */
export function QueueStatus(props: { mayPause: boolean; onChanged: () => void }) {
  const queue = useQueue();
  const [busy, setBusy] = useState(false);
  useEffect(watchQueue, []);
  if (!queue || (!queue.batch && !queue.paused && queue.failed === 0 && queue.unpacking.length === 0)) return null;
  const sentence = sentenceFor(queue);

  const act = async (work: () => Promise<string | undefined>) => {
    setBusy(true);
    try {
      const said = await work();
      if (said) toast(said);
    } catch (error) {
      toast(sentenceOf(error));
    }
    setBusy(false);
    watchQueue();
    props.onChanged();
  };
  const pause = (paused: boolean) => act(async () => void setQueue(await sendJson<ShownQueue>('PATCH', '/api/queue', { paused })));
  const retry = () => act(async () => `${countWords((await sendJson<{ count: number }>('POST', '/api/queue/retry')).count, 'document')} will be read again.`);

  return (
    <section aria-label="Reading of documents" className="mb-3 flex flex-col gap-1.5">
      {queue.unpacking.map((archive) => (
        <Unpacking key={archive.importId} archive={archive} />
      ))}
      {sentence !== '' && <div className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-1">
        {/* Not a live region: it changes with every document, and the end is announced once. */}
        <p className="mr-auto tabular-nums">{sentence}</p>
        {queue.retryable > 0 && (
          <Button size="small" busy={busy} onClick={() => void retry()}>
            <RotateCcw aria-hidden />
            Retry {countWords(queue.retryable, 'failed document')}
          </Button>
        )}
        {props.mayPause && (queue.batch || queue.paused) && (
          <Button size="small" busy={busy} onClick={() => void pause(!queue.paused)}>
            {queue.paused ? <Play aria-hidden /> : <Pause aria-hidden />}
            {queue.paused ? 'Resume reading' : 'Pause reading'}
          </Button>
        )}
      </div>}
      {queue.refused.length > 0 && <p className="text-sm text-muted">{refusedSentence(queue)}</p>}
      {queue.batch && <Progress value={queue.batch.done / queue.batch.total} label="Documents read" />}
    </section>
  );
}

/** "Unpacking handbook.zip, 120 of 600 files": its name leads to what becomes of each. */
function Unpacking({ archive }: { archive: ShownQueue['unpacking'][number] }) {
  const { importId, name, done, all } = archive;
  return (
    <div className="flex flex-col gap-1.5">
      <p className="wrap-anywhere tabular-nums">
        Unpacking{' '}
        <Link href={`/admin/documents/imports/${importId}`} className="rounded-sm underline underline-offset-2">
          {name}
        </Link>
        {all > 0 && `, ${done.toLocaleString('en')} of ${countWords(all, 'file')}`}
      </p>
      <Progress value={all > 0 ? done / all : 0} label={`Unpacking of ${name}`} />
    </div>
  );
}

/** Why some failed documents are not tried again: "Another try would not help 3 of them: 2 need a password, 1 has no text." */
function refusedSentence({ failed, retryable, refused }: ShownQueue): string {
  const which = retryable > 0 ? countWords(failed - retryable, 'failed document') : failed === 1 ? 'the failed document' : `the ${countWords(failed, 'failed document')}`;
  return `Another try would not help ${which}: ${refused.map(({ reason, count }) => `${count.toLocaleString('en')} ${refusedWords[reason][count === 1 ? 0 : 1]}`).join(', ')}.`;
}

/** Of one file, and of several. */
const refusedWords: Record<RefusedFiles['reason'], [string, string]> = {
  password: ['needs a password', 'need a password'],
  damaged: ['is damaged', 'are damaged'],
  'no text': ['has no text', 'have no text'],
  'too large': ['is too large', 'are too large'],
  other: ['is of a kind that is not read', 'are of kinds that are not read'],
};

/** "12 of 40 read, about 3 minutes left": never more than is known. */
function sentenceFor({ batch, paused, reading, secondsLeft, failed }: ShownQueue): string {
  const parts: string[] = [];
  if (batch) parts.push(`${batch.done.toLocaleString('en')} of ${batch.total.toLocaleString('en')} read`);
  if (paused) parts.push(`paused by ${paused.by}${reading > 0 ? `; ${countWords(reading, 'document')} begun before ${reading === 1 ? 'is' : 'are'} read to the end` : ''}`);
  else if (batch && secondsLeft !== undefined) parts.push(`${durationWords(secondsLeft)} left`);
  if (parts.length === 0 && failed > 0) parts.push(`${countWords(failed, 'document')} could not be read`);
  const sentence = parts.join(', ');
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
