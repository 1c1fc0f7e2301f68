'use client';

import { RotateCcw } from 'lucide-react';
import { memo, useMemo } from 'react';
import { AlsoSearchedLine } from '@/components/search/also-searched-line';
import { Button } from '@/components/ui/button';
import type { FootnoteMessage } from '@/lib/chats/chat-message';
import { AnswerText } from './answer-text';
import { CopyMenu } from './copy-menu';
import { Footnotes } from './footnotes';
import { FoundPassages } from './found-passages';
import { HowMade } from './how-made';
import { LiveStep } from './live-step';
import { alsoOf, citationsOf, currentStep, foundOf, noticesOf, textOf } from './message-parts';
import { SiblingSwitcher } from './sibling-switcher';
import { useVote, VoteButtons } from './vote';
import { VoteForm } from './vote-form';

type AnswerProps = {
  message: FootnoteMessage;
  running: boolean;
  /** Whether anything in this chat is being answered: then nothing can be retried or switched. */
  busy: boolean;
  onRetry: (messageId: string) => void;
  onSwitch: (messageId: string) => void;
};

/** A refusal is an answer and says so itself, with the closest passages below it. */
const refusal = 'not_found:answer';

const ends: Partial<Record<string, string>> = {
  stopped: 'You stopped this answer.',
  interrupted: 'This answer was interrupted before its end.',
  failed: 'This answer could not be finished.',
};

/** An answer from its first step to its notes. */
export const Answer = memo(function Answer({ message, running, busy, onRetry, onSwitch }: AnswerProps) {
  const text = textOf(message);
  const found = foundOf(message);
  const parts = message.parts;
  const citations = useMemo(() => citationsOf({ parts } as FootnoteMessage), [parts]);
  const status = message.metadata?.status;
  const unfinished = !running && status ? ends[status] : undefined;
  const unanswered = !running && !unfinished && citations.length === 0;

  return (
    <div className="mt-3" aria-busy={running}>
      {noticesOf(message).filter(({ code }) => code !== refusal).map((notice) => (
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
      {unanswered && found.length > 0 && (
        <div className="mt-4">
          <h3 className="text-sm font-medium text-muted">Closest passages</h3>
          <FoundPassages passages={found} label="Closest passages" limit={3} />
        </div>
      )}
      <Footnotes citations={citations} />
      {unfinished && (
        <p className="mt-3 flex flex-wrap items-center gap-3 text-muted">
          {unfinished}
          <Button size="small" disabled={busy} onClick={() => onRetry(message.id)}>
            Retry
          </Button>
          {!text && <HowMade messageId={message.id} />}
        </p>
      )}
      {!running && text && <AnswerActions message={message} text={text} citations={citations} busy={busy} onRetry={onRetry} onSwitch={onSwitch} />}
    </div>
  );
});

function AnswerActions(props: Omit<AnswerProps, 'running'> & { text: string; citations: ReturnType<typeof citationsOf> }) {
  const { message, busy } = props;
  const { vote, form, press, complete, closeForm } = useVote(message.id, message.metadata?.vote);
  return (
    <div className="mt-3">
      <div className="-ml-2 flex flex-wrap items-center gap-0.5">
        <VoteButtons vote={vote} onPress={(value) => void press(value)} />
        <CopyMenu text={props.text} citations={props.citations} />
        <Button variant="ghost" size="small" className="h-8" disabled={busy} onClick={() => props.onRetry(message.id)}>
          <RotateCcw aria-hidden /> Retry
        </Button>
        <HowMade messageId={message.id} />
        <SiblingSwitcher id={message.id} siblings={message.metadata?.siblings ?? []} noun="answer" onSwitch={props.onSwitch} disabled={busy} />
      </div>
      {form && vote && <VoteForm key={vote.value} vote={vote} onSend={complete} onClose={closeForm} />}
    </div>
  );
}
