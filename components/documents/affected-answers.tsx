'use client';

import Link from 'next/link';
import { useEffect, useState } from 'react';
import { RelativeTime } from '@/components/people/relative-time';
import { countWords } from '@/components/ui/count-words';
import { ErrorState } from '@/components/ui/error-state';
import { Skeleton } from '@/components/ui/skeleton';
import { RequestError, sendJson, sentenceOf } from '@/lib/http/send-json';
import type { AffectedAnswer, AffectedAnswers } from '@/lib/versions/affected-answers';

export type AffectedState = { known?: AffectedAnswers; error?: unknown; retry: () => void };

/** The answers that quote words which the version that is searched no longer has; asked for anew when that version changes. */
export function useAffectedAnswers(documentId: string, versionId: string | undefined): AffectedState {
  const [state, setState] = useState<{ key: string; known?: AffectedAnswers; error?: unknown }>();
  const [attempt, setAttempt] = useState(0);
  const key = versionId && `${documentId} ${versionId} ${attempt}`;
  useEffect(() => {
    if (!key) return undefined;
    const abort = new AbortController();
    sendJson<AffectedAnswers>('GET', `/api/documents/${encodeURIComponent(documentId)}/affected-answers`, undefined, { signal: abort.signal }).then(
      (known) => setState({ key, known }),
      (error: unknown) => {
        if (!abort.signal.aborted) setState({ key, error });
      },
    );
    return () => abort.abort();
  }, [documentId, key]);
  const retry = () => setAttempt((n) => n + 1);
  return state && state.key === key ? { known: state.known, error: state.error, retry } : { retry };
}

/** How many answers a new version affects, readable or not. */
export function affectedCount({ known }: AffectedState): number {
  return known ? known.answers.length + known.others : 0;
}

/** The list of those answers, each with a way to it, and how many more there are in chats of others. */
export function AffectedAnswerList({ state }: { state: AffectedState }) {
  const { known, error, retry } = state;
  if (error !== undefined) return <ErrorState message={sentenceOf(error)} requestId={error instanceof RequestError ? error.requestId : undefined} onRetry={retry} />;
  if (!known) return <Skeleton className="h-16 w-full" />;
  if (affectedCount(state) === 0) return <p className="text-muted">Every answer that quotes an earlier version quotes words that still stand in this one.</p>;
  return (
    <>
      {known.answers.length > 0 && (
        <ul className="border-t border-line">
          {known.answers.map((answer) => (
            <li key={answer.messageId} className="border-b border-line py-2">
              <p className="flex flex-wrap items-baseline gap-x-3">
                <Link href={hrefOf(answer)} className="font-medium wrap-anywhere underline underline-offset-2">
                  {answer.question || 'An answer without a question'}
                </Link>
                <span className="text-sm text-muted">
                  answered <RelativeTime iso={answer.answeredAt} />, changed with version {answer.changedIn}
                </span>
              </p>
              <ul>
                {answer.quotes.map((quote) => (
                  <li key={quote.citationId} className="mt-1 text-sm">
                    <span className="text-muted">
                      Footnote {quote.number}, {quote.state === 'gone' ? 'taken out' : 'changed'}:{' '}
                    </span>
                    <q className="font-serif wrap-anywhere">{quote.quote}</q>
                  </li>
                ))}
              </ul>
            </li>
          ))}
        </ul>
      )}
      {known.others > 0 && (
        <p className="mt-2 text-muted">
          {known.answers.length > 0 ? 'And ' : ''}
          {countWords(known.others, 'answer')} in chats of other people, which stay closed to you. Whoever opens {known.others === 1 ? 'its' : 'their'} footnotes is told.
        </p>
      )}
    </>
  );
}

function hrefOf({ open, quotes }: AffectedAnswer): string {
  if ('voteId' in open) return `/admin/feedback/${open.voteId}`;
  const source = quotes[0]?.citationId;
  return `/chat/${open.chatId}${source ? `?source=${encodeURIComponent(source)}` : ''}`;
}
