import { UserRound } from 'lucide-react';
import { dayOf } from '@/lib/chats/answer-words';
import type { AskedPerson } from '@/lib/chats/chat-message';
import { PersonSources } from './person-sources';

/** What a person answered, set apart from what the portal did. `asked`: the question that stands above it already. */
export function PersonAnswer({ answered, asked }: { answered: AskedPerson; asked?: string }) {
  const { settled } = answered;
  return (
    <section aria-label={`Answer of a person, ${settled?.by}`} className="mt-5 max-w-measure rounded-md border border-line bg-raised px-4 py-3">
      <p className="flex flex-wrap items-center gap-x-2 text-sm">
        <UserRound aria-hidden className="size-4 text-muted" />
        <span className="font-medium">Answered by {settled?.by}</span>
        <span className="text-muted">a person in your team{settled && `, on ${dayOf(settled.at)}`}</span>
      </p>
      {answered.question !== asked && <p className="mt-2 text-sm whitespace-pre-wrap text-muted">To the question: {answered.question}</p>}
      <p className="mt-2 font-serif text-lg whitespace-pre-wrap wrap-anywhere">{answered.answer}</p>
      <PersonSources sources={answered.sources} />
    </section>
  );
}
