'use client';

import { useState } from 'react';
import { RelativeTime } from '@/components/people/relative-time';
import { Button } from '@/components/ui/button';
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuLabel, DropdownMenuTrigger } from '@/components/ui/dropdown-menu';
import { StateMark } from '@/components/ui/state-mark';
import { toast } from '@/components/ui/toast';
import { sendJson, sentenceOf } from '@/lib/http/send-json';
import type { ShownQuestion } from '@/lib/questions/shown-question';
import { closeWords } from './close-words';
import { PersonSources } from './person-sources';

type Props = { question: ShownQuestion; onAnswer: () => void; onChanged: () => void };

/** One question: what was asked, who is at it, and what can be done. */
export function QuestionItem({ question, onAnswer, onChanged }: Props) {
  return (
    <li className="rounded-md border border-line bg-raised px-4 py-3">
      <h2 className="font-semibold whitespace-pre-wrap wrap-anywhere">{question.question}</h2>
      {question.note && <p className="mt-1 whitespace-pre-wrap wrap-anywhere">{question.note}</p>}
      <p className="mt-1 text-sm text-muted">
        Asked by {question.askedBy}, <RelativeTime iso={question.askedAt} />
      </p>
      {question.state === 'open' ? <Actions question={question} onAnswer={onAnswer} onChanged={onChanged} /> : <Settled question={question} />}
    </li>
  );
}

function Actions({ question, onAnswer, onChanged }: Props) {
  const { taken } = question;
  const [busy, setBusy] = useState<string>();
  const address = `/api/questions/${question.id}`;

  async function act(what: string, work: () => Promise<unknown>, then?: () => void) {
    setBusy(what);
    try {
      await work();
      then?.();
    } catch (error) {
      toast(sentenceOf(error));
    }
    setBusy(undefined);
    onChanged();
  }

  const take = (over: boolean, then?: () => void) => act(over ? 'over' : 'answer', () => sendJson('PUT', `${address}/taking`, { over }), then);
  return (
    <div className="mt-3 flex flex-wrap items-center gap-2">
      <StateMark state={taken ? 'reading' : 'waiting'} className="mr-auto max-sm:w-full">
        {taken ? (taken.mine ? 'You have taken it' : `${taken.by} has taken it`) : 'Waiting'}
      </StateMark>
      {!taken && (
        <Button size="small" variant="ghost" busy={busy === 'take'} onClick={() => void act('take', () => sendJson('PUT', `${address}/taking`, {}))}>
          Take it
        </Button>
      )}
      {taken?.mine === false && (
        <Button size="small" busy={busy === 'over'} onClick={() => void take(true)}>
          Take it over
        </Button>
      )}
      {taken?.mine && (
        <>
          <Button size="small" variant="ghost" busy={busy === 'back'} onClick={() => void act('back', () => sendJson('DELETE', `${address}/taking`))}>
            Give it back
          </Button>
          <CloseMenu busy={busy === 'close'} onClose={(reason) => void act('close', () => sendJson('PUT', `${address}/closing`, { reason }), () => toast('Closed. The asker is told why.'))} />
        </>
      )}
      {taken?.mine !== false && (
        <Button size="small" variant={taken ? 'primary' : 'secondary'} busy={busy === 'answer'} onClick={() => (taken ? onAnswer() : void take(false, onAnswer))}>
          Answer
        </Button>
      )}
    </div>
  );
}

function CloseMenu({ busy, onClose }: { busy: boolean; onClose: (reason: keyof typeof closeWords) => void }) {
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button size="small" variant="ghost" busy={busy}>
          Close
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        <DropdownMenuLabel>Close without an answer, because it is</DropdownMenuLabel>
        {(Object.keys(closeWords) as (keyof typeof closeWords)[]).map((reason) => (
          <DropdownMenuItem key={reason} onSelect={() => onClose(reason)}>
            {closeWords[reason].choice}
          </DropdownMenuItem>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

function Settled({ question }: { question: ShownQuestion }) {
  const { settled, answer, closedFor } = question;
  return (
    <div className="mt-3 border-t border-line pt-3">
      <StateMark state={answer === undefined ? 'failed' : 'ready'}>
        <span className="whitespace-normal">
          {answer === undefined ? `Closed by ${settled?.by}: ${closeWords[closedFor ?? 'other'].choice}` : `Answered by ${settled?.by}`}
          {settled && (
            <>
              , <RelativeTime iso={settled.at} />
            </>
          )}
        </span>
      </StateMark>
      {answer !== undefined && <p className="mt-2 font-serif text-lg whitespace-pre-wrap wrap-anywhere">{answer}</p>}
      <PersonSources sources={question.sources} />
    </div>
  );
}
