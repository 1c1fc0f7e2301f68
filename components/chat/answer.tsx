'use client';

import { RotateCcw } from 'lucide-react';
import { memo } from 'react';
import { Button } from '@/components/ui/button';
import { endWords } from '@/lib/chats/answer-words';
import type { FootnoteMessage } from '@/lib/chats/chat-message';
import { AnswerContent } from './answer-content';
import { Choices } from './choices';
import { CopyMenu } from './copy-menu';
import { HowMade } from './how-made';
import { choicesOf, citationsOf, textOf } from './message-parts';
import { ShareButton } from './share-button';
import { SiblingSwitcher } from './sibling-switcher';
import { useVote, VoteButtons } from './vote';
import { VoteForm } from './vote-form';

type AnswerProps = {
  message: FootnoteMessage;
  running: boolean;
  /** Whether anything in this chat is being answered: then nothing can be retried or switched. */
  busy: boolean;
  chatId: string;
  onRetry: (messageId: string) => void;
  onSwitch: (messageId: string) => void;
};

/** An answer from its first step to its notes. */
export const Answer = memo(function Answer({ message, running, busy, chatId, onRetry, onSwitch }: AnswerProps) {
  const text = textOf(message);
  const unfinished = running ? undefined : message.metadata?.status === 'stopped' ? 'You stopped this answer.' : endWords(message.metadata?.status);

  return (
    <div className="mt-3" aria-busy={running}>
      <AnswerContent message={message} running={running} />
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
      {!running && text && <AnswerActions message={message} text={text} citations={citationsOf(message)} busy={busy} chatId={chatId} onRetry={onRetry} onSwitch={onSwitch} />}
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
        <CopyMenu text={props.text} citations={props.citations} saveAddress={`/api/chats/${props.chatId}/export?answer=${message.id}`} />
        <ShareButton chatId={props.chatId} through={message.id} disabled={busy} />
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
