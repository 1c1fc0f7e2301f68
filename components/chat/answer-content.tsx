import { useMemo } from 'react';
import { AlsoSearchedLine } from '@/components/search/also-searched-line';
import type { FootnoteMessage } from '@/lib/chats/chat-message';
import { AnswerText } from './answer-text';
import { Footnotes } from './footnotes';
import { FoundPassages } from './found-passages';
import { LiveStep } from './live-step';
import { alsoOf, citationsOf, currentStep, foundOf, isModelSilent, isUnanswered, noticesOf, textOf } from './message-parts';

/** A refusal is an answer and says so itself, with the closest passages below it; an end before its time is said below. */
const saidElsewhere = new Set(['not_found:answer', 'unavailable:answer']);

/** What is read of an answer: from its first step to its notes, without anything to do. */
export function AnswerContent({ message, running }: { message: FootnoteMessage; running: boolean }) {
  const text = textOf(message);
  const found = foundOf(message);
  const parts = message.parts;
  const citations = useMemo(() => citationsOf({ parts } as FootnoteMessage), [parts]);
  const notices = noticesOf(message);
  const silent = !running && isModelSilent(message);
  const unanswered = !running && isUnanswered(message);
  return (
    <>
      {notices.filter(({ code }) => !saidElsewhere.has(code)).map((notice) => (
        <p key={notice.code} className="mb-3 max-w-measure border-l-2 border-warn pl-3 text-sm text-muted">
          {notice.message}
        </p>
      ))}
      <AlsoSearchedLine also={alsoOf(message)} className="mb-3 text-sm text-muted" />
      {running && !text && (
        <>
          <LiveStep step={currentStep(message)} />
          <FoundPassages passages={found} label="Passages found" limit={3} />
        </>
      )}
      {text && <AnswerText text={text} citations={citations} />}
      {silent && <FoundPassages passages={found} label="Passages found" limit={3} />}
      {unanswered && found.length > 0 && (
        <div className="mt-4">
          <h3 className="text-sm font-medium text-muted">Closest passages</h3>
          <FoundPassages passages={found} label="Closest passages" limit={3} />
        </div>
      )}
      <Footnotes citations={citations} />
    </>
  );
}
