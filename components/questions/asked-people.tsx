'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { toast } from '@/components/ui/toast';
import { dayOf } from '@/lib/chats/answer-words';
import type { AskedPerson } from '@/lib/chats/chat-message';
import { sendJson, sentenceOf } from '@/lib/http/send-json';
import { closeWords } from './close-words';
import { PersonAnswer } from './person-answer';

type Props = {
  asked: AskedPerson[];
  /** The question of the chat that the portal answered. */
  question: string;
  onChange: (asked: AskedPerson[]) => void;
};

/** What was asked of people below an answer, and what has become of it. */
export function AskedPeople({ asked, question, onChange }: Props) {
  return asked.map((one) =>
    one.state === 'answered' ? (
      <PersonAnswer key={one.id} answered={one} asked={question} />
    ) : (
      <Waiting key={one.id} asked={one} question={question} onWithdrawn={() => onChange(asked.map((other) => (other === one ? { ...one, state: 'withdrawn' } : other)))} />
    ),
  );
}

function Waiting({ asked, question, onWithdrawn }: { asked: AskedPerson; question: string; onWithdrawn: () => void }) {
  const [busy, setBusy] = useState(false);

  async function withdraw() {
    setBusy(true);
    try {
      await sendJson('DELETE', `/api/questions/${asked.id}`);
      onWithdrawn();
      toast('Your question was withdrawn.');
    } catch (error) {
      toast(sentenceOf(error));
    }
    setBusy(false);
  }

  return (
    <section aria-label="Asked a person" className="mt-4 max-w-measure border-l-2 border-line pl-3 text-sm">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <p>{stateWords(asked)}</p>
        {asked.state === 'open' && (
          <Button size="small" variant="ghost" busy={busy} onClick={() => void withdraw()}>
            Withdraw
          </Button>
        )}
      </div>
      {asked.question !== question && <p className="mt-1 whitespace-pre-wrap text-muted">{asked.question}</p>}
      {asked.note && <p className="mt-1 whitespace-pre-wrap text-muted">Note: {asked.note}</p>}
    </section>
  );
}

function stateWords({ state, askedAt, takenBy, settled, closedFor }: AskedPerson): string {
  const day = `Asked a person on ${dayOf(askedAt)}`;
  if (state === 'withdrawn') return `${day} · withdrawn`;
  if (state === 'closed') return `${day} · closed by ${settled?.by}: ${closeWords[closedFor ?? 'other'].told}`;
  return takenBy === undefined ? `${day} · waiting` : `${day} · ${takenBy} is looking into it`;
}
