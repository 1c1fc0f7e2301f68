'use client';

import { Button } from '@/components/ui/button';
import type { Choice } from '@/lib/chats/chat-message';
import { leaveQuestion } from './pending-question';

/** What a question back offers to choose from: each asks the question that it makes. Typing something else works as well. */
export function Choices({ choices, busy }: { choices: Choice[]; busy: boolean }) {
  if (choices.length === 0) return null;
  return (
    <ul aria-label="What you may mean" className="mt-4 flex max-w-measure flex-wrap gap-2">
      {choices.map(({ label, question }) => (
        <li key={question} className="min-w-0 max-w-full">
          <Button disabled={busy} title={question} onClick={() => leaveQuestion(question)} className="h-auto min-h-9 max-w-full whitespace-normal py-1.5 text-left">
            {label}
          </Button>
        </li>
      ))}
    </ul>
  );
}
