'use client';

import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { lookForNews, notified } from '@/components/notifications/counts';
import { classNames } from '@/components/ui/class-names';
import { EmptyState } from '@/components/ui/empty-state';
import { Pager } from '@/components/ui/pager';
import type { ShownQuestion } from '@/lib/questions/shown-question';
import { AnswerDialog } from './answer-dialog';
import { QuestionItem } from './question-item';

type Props = { state: 'open' | 'settled'; page: number; pages: number; questions: ShownQuestion[] };

const views = [
  { state: 'open', label: 'Waiting', href: '/admin/questions' },
  { state: 'settled', label: 'Answered and closed', href: '/admin/questions?state=settled' },
] as const;

/** What people have asked people below answers, for those who may answer. */
export function QuestionsPage({ state, page, pages, questions }: Props) {
  const router = useRouter();
  const [answering, setAnswering] = useState<ShownQuestion>();
  const refresh = () => {
    router.refresh();
    void lookForNews();
  };

  // Others may have taken or answered some meanwhile.
  useEffect(() => {
    const look = () => router.refresh();
    window.addEventListener('focus', look);
    window.addEventListener(notified, look);
    return () => {
      window.removeEventListener('focus', look);
      window.removeEventListener(notified, look);
    };
  }, [router]);

  return (
    <div className="mx-auto flex w-full max-w-column flex-col gap-6 px-5 py-8">
      <header>
        <h1 className="text-xl font-semibold">Questions</h1>
        <p className="mt-1 text-muted">What people asked a person below an answer. You see their question and note, never their chat.</p>
      </header>
      <nav aria-label="Which questions" className="flex gap-4 border-b border-line">
        {views.map((view) => (
          <Link
            key={view.state}
            href={view.href}
            aria-current={view.state === state ? 'page' : undefined}
            className={classNames('-mb-px flex h-9 items-center border-b-2 font-medium', view.state === state ? 'border-ink' : 'border-transparent text-muted hover:text-ink')}
          >
            {view.label}
          </Link>
        ))}
      </nav>
      {questions.length === 0 &&
        (state === 'open' ? (
          <EmptyState title="No question waits">Whoever gets no answer from the documents can ask a person. Their questions appear here.</EmptyState>
        ) : (
          <EmptyState title="Nothing answered yet">Questions that were answered or closed are kept here.</EmptyState>
        ))}
      {questions.length > 0 && (
        <ul className="flex flex-col gap-4">
          {questions.map((question) => (
            <QuestionItem key={question.id} question={question} onAnswer={() => setAnswering(question)} onChanged={refresh} />
          ))}
        </ul>
      )}
      <Pager page={page} pages={pages} hrefOf={(to) => `/admin/questions?state=${state}&page=${to}`} before="Previous" behind="Next" />
      {answering && (
        <AnswerDialog
          key={answering.id}
          question={answering}
          onClose={() => {
            setAnswering(undefined);
            refresh();
          }}
        />
      )}
    </div>
  );
}
