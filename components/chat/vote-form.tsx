'use client';

import { ToggleGroup } from 'radix-ui';
import { type FormEvent, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Textarea } from '@/components/ui/textarea';
import type { VoteReason } from '@/lib/chats/chat-message';
import type { Vote } from './vote';

const reasons: { value: VoteReason; label: string }[] = [
  { value: 'wrong', label: 'Wrong' },
  { value: 'incomplete', label: 'Incomplete' },
  { value: 'wrong-source', label: 'Wrong source' },
  { value: 'out-of-date', label: 'Out of date' },
  { value: 'other', label: 'Other' },
];

/** Opens under the answer after a vote: what was wrong (or right), in a chip and a few words. The vote itself is kept already. */
export function VoteForm(props: { vote: Vote; onSend: (more: Pick<Vote, 'reason' | 'comment'>) => Promise<void>; onClose: () => void }) {
  const [reason, setReason] = useState<VoteReason | undefined>(props.vote.reason);
  const [comment, setComment] = useState(props.vote.comment ?? '');
  const [busy, setBusy] = useState(false);
  const down = props.vote.value === -1;

  async function submit(event: FormEvent) {
    event.preventDefault();
    setBusy(true);
    await props.onSend({ reason: down ? reason : undefined, comment: comment.trim() || undefined });
    setBusy(false);
  }

  return (
    <form
      onSubmit={(event) => void submit(event)}
      className="mt-2 flex max-w-measure flex-col gap-3 rounded-md border border-line bg-raised p-4"
    >
      {down && (
        <fieldset>
          <legend className="mb-2 font-medium">What was wrong?</legend>
          <ToggleGroup.Root type="single" value={reason ?? ''} onValueChange={(value) => setReason((value || undefined) as VoteReason | undefined)} aria-label="What was wrong?" className="flex flex-wrap gap-1.5">
            {reasons.map((option) => (
              <ToggleGroup.Item
                key={option.value}
                value={option.value}
                className="h-8 rounded-full border border-edge px-3 hover:bg-wash data-[state=on]:border-ink data-[state=on]:bg-ink data-[state=on]:text-paper"
              >
                {option.label}
              </ToggleGroup.Item>
            ))}
          </ToggleGroup.Root>
        </fieldset>
      )}
      <Field label={down ? 'What should it have said? (optional)' : 'What helped? (optional)'} hint="Admins of your team will see this question and answer.">
        {(control) => <Textarea {...control} value={comment} maxLength={2000} rows={2} className="min-h-16" onChange={(event) => setComment(event.target.value)} />}
      </Field>
      <div className="flex justify-end gap-2">
        <Button variant="ghost" onClick={props.onClose}>
          Close
        </Button>
        <Button type="submit" busy={busy} disabled={!reason && !comment.trim()}>
          Send
        </Button>
      </div>
    </form>
  );
}
