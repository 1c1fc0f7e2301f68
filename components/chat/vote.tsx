'use client';

import { ThumbsDown, ThumbsUp } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { toast } from '@/components/ui/toast';
import { Tooltip } from '@/components/ui/tooltip';
import type { AnswerMetadata, VoteReason } from '@/lib/chats/chat-message';
import { sendJson, sentenceOf } from '@/lib/http/send-json';

export type Vote = { value: 1 | -1; reason?: VoteReason; comment?: string };

/** The person's vote on one answer: kept at once on a press, completed by the form that opens in place. */
export function useVote(messageId: string, initial: AnswerMetadata['vote']) {
  const [vote, setVote] = useState<Vote | undefined>(initial as Vote | undefined);
  const [form, setForm] = useState(false);

  async function send(next: Vote | undefined): Promise<boolean> {
    const before = vote;
    setVote(next);
    try {
      if (next) await sendJson('PUT', `/api/messages/${messageId}/vote`, next);
      else await sendJson('DELETE', `/api/messages/${messageId}/vote`);
      return true;
    } catch (error) {
      setVote(before);
      toast(sentenceOf(error));
      return false;
    }
  }

  async function press(value: 1 | -1) {
    if (vote?.value === value) {
      setForm(false);
      await send(undefined);
    } else {
      setForm(true);
      await send({ value });
    }
  }

  async function complete(more: Pick<Vote, 'reason' | 'comment'>) {
    if (vote && (await send({ value: vote.value, ...more }))) {
      setForm(false);
      toast('Thank you. Your feedback was sent.');
    }
  }

  return { vote, form, press, complete, closeForm: () => setForm(false) };
}

/** The two thumbs. */
export function VoteButtons({ vote, onPress }: { vote: Vote | undefined; onPress: (value: 1 | -1) => void }) {
  return (
    <>
      <Tooltip label="This helped">
        <Button variant="ghost" size="icon" aria-label="This helped" aria-pressed={vote?.value === 1} onClick={() => onPress(1)}>
          <ThumbsUp aria-hidden className={vote?.value === 1 ? 'fill-current' : undefined} />
        </Button>
      </Tooltip>
      <Tooltip label="This did not help">
        <Button variant="ghost" size="icon" aria-label="This did not help" aria-pressed={vote?.value === -1} onClick={() => onPress(-1)}>
          <ThumbsDown aria-hidden className={vote?.value === -1 ? 'fill-current' : undefined} />
        </Button>
      </Tooltip>
    </>
  );
}

