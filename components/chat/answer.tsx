'use client';

import { RotateCcw } from 'lucide-react';
import { memo, type ReactNode } from 'react';
import { AskPersonButton } from '@/components/questions/ask-person-button';
import { AskedPeople } from '@/components/questions/asked-people';
import { Button } from '@/components/ui/button';
import { endWords } from '@/lib/chats/answer-words';
import type { AskedPerson, FootnoteMessage } from '@/lib/chats/chat-message';
import { AnswerContent } from './answer-content';
import { Choices } from './choices';
import { CopyMenu } from './copy-menu';
import { HowMade } from './how-made';
import { choicesOf, citationsOf, isUnanswered, textOf } from './message-parts';
import { ShareButton } from './share-button';
import { SiblingSwitcher } from './sibling-switcher';
import { useVote, VoteButtons } from './vote';
import { VoteForm } from './vote-form';

const none: AskedPerson[] = [];

type AnswerProps = {
  message: FootnoteMessage;
  running: boolean;
  /** Whether anything in this chat is being answered: then nothing can be retried or switched. */
  busy: boolean;
  chatId: string;
  /** The question that it answers. */
  question: string;
  onAsked: (messageId: string, asked: AskedPerson[]) => void;
  onRetry: (messageId: string) => void;
  onSwitch: (messageId: string) => void;
};

/** An answer from its first step to its notes. */
export const Answer = memo(function Answer({ message, running, busy, chatId, question, onAsked, onRetry, onSwitch }: AnswerProps) {
  const text = textOf(message);
  const asked = message.metadata?.askedPeople ?? none;
  const change = (next: AskedPerson[]) => onAsked(message.id, next);
  const askPerson = asked.some((one) => one.state === 'open') ? undefined : (quiet: boolean) => (
    <AskPersonButton messageId={message.id} question={question} quiet={quiet} onAsked={(one) => change([...asked, one])} />
  );
  // Where the documents do not hold the whole answer, a person may; what was answered needs no second offer.
  const offered = !running && asked.length === 0 && (isUnanswered(message) || message.metadata?.partial === true);
  const unfinished = running ? undefined : message.metadata?.status === 'stopped' ? 'You stopped this answer.' : endWords(message.metadata?.status);

  return (
    <div className="mt-3" aria-busy={running}>
      <AnswerContent message={message} running={running} />
      {offered && <div className="mt-4">{askPerson?.(false)}</div>}
      <AskedPeople asked={asked} question={question} onChange={change} />
      <Choices choices={choicesOf(message)} busy={busy} />
      {unfinished && (
        <p className="mt-3 flex flex-wrap items-center gap-3 text-muted">
          {unfinished}
          <Button size="small" disabled={busy} onClick={() => onRetry(message.id)}>
            Retry
          </Button>
          {!text && <HowMade messageId={message.id} />}
        </p>
      )}
      {!running && text && (
        <AnswerActions message={message} text={text} citations={citationsOf(message)} busy={busy} chatId={chatId} askPerson={offered ? undefined : askPerson?.(true)} onRetry={onRetry} onSwitch={onSwitch} />
      )}
    </div>
  );
});

function AnswerActions(props: Omit<AnswerProps, 'running' | 'question' | 'onAsked'> & { text: string; citations: ReturnType<typeof citationsOf>; askPerson: ReactNode }) {
  const { message, busy } = props;
  const { vote, form, press, complete, closeForm } = useVote(message.id, message.metadata?.vote);
  return (
    <div className="mt-3">
      <div className="-ml-2 flex flex-wrap items-center gap-0.5">
        <VoteButtons vote={vote} onPress={(value) => void press(value)} />
        <CopyMenu text={props.text} citations={props.citations} saveAddress={`/api/chats/${props.chatId}/export?answer=${message.id}`} />
        <ShareButton chatId={props.chatId} through={message.id} disabled={busy} />
        <Button variant="ghost" size="small" className="h-8" disabled={busy} onClick={() => props.onRetry(message.id)}>
          <RotateCcw aria-hidden /> Retry
        </Button>
        {props.askPerson}
        <HowMade messageId={message.id} />
        <SiblingSwitcher id={message.id} siblings={message.metadata?.siblings ?? []} noun="answer" onSwitch={props.onSwitch} disabled={busy} />
      </div>
      {form && vote && <VoteForm key={vote.value} vote={vote} onSend={complete} onClose={closeForm} />}
    </div>
  );
}
