'use client';

import { useMemo } from 'react';
import { AnswerText } from '@/components/chat/answer-text';
import { Footnotes } from '@/components/chat/footnotes';
import { FoundPassages } from '@/components/chat/found-passages';
import { citationsOf, foundOf, noticesOf, textOf } from '@/components/chat/message-parts';
import { RelativeTime } from '@/components/people/relative-time';
import { usePublishCitations } from '@/components/reader/citation-shelf';
import { WhyNot } from '@/components/retrieval/why-not';
import type { VotedTurn } from '@/lib/feedback/read-vote';
import { VoteMark } from './vote-mark';
import { wordsOf } from './vote-words';

/** The one turn that was voted on, read-only: what was said about it, the question, the answer with its footnotes, the passages found. */
export function VotedTurnView({ turn }: { turn: VotedTurn }) {
  const citations = useMemo(() => citationsOf(turn.answer), [turn.answer]);
  usePublishCitations(useMemo(() => [citations], [citations]));
  const reason = wordsOf(turn.reason);
  return (
    <article className="flex flex-col gap-6">
      <section aria-label="Vote" className="rounded-md border border-line bg-raised px-4 py-3">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <VoteMark value={turn.value} />
          {reason && <span className="font-medium">{reason}</span>}
          <span className="text-muted">
            {turn.voter}, <RelativeTime iso={turn.votedAt} />
          </span>
        </p>
        {turn.comment && <p className="mt-2 whitespace-pre-wrap">{turn.comment}</p>}
      </section>
      <section aria-label="Question and answer">
        <h2 className="text-xl font-semibold whitespace-pre-wrap">{turn.question ? textOf(turn.question) : 'The question was deleted'}</h2>
        {noticesOf(turn.answer).map((notice) => (
          <p key={notice.code} className="mt-2 text-sm text-muted">
            {notice.message}
          </p>
        ))}
        <div className="mt-3">
          <AnswerText text={textOf(turn.answer)} citations={citations} />
        </div>
        <Footnotes citations={citations} />
      </section>
      <section aria-labelledby="passages-found">
        <h3 id="passages-found" className="font-semibold">
          Passages found for the question
        </h3>
        {foundOf(turn.answer).length > 0 ? <FoundPassages label="Passages found" passages={foundOf(turn.answer)} limit={12} /> : <p className="mt-1 text-muted">None were kept with this answer.</p>}
      </section>
      <WhyNot hint="Says where it was lost on the way to this answer." addressOf={(id) => `/api/messages/${encodeURIComponent(turn.answer.id)}/explanation?document=${encodeURIComponent(id)}`} />
    </article>
  );
}
