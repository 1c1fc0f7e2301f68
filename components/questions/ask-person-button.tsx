'use client';

import { UserRound } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { whenReachable } from '@/components/shell/reachability';
import { Button } from '@/components/ui/button';
import type { AskedPerson } from '@/lib/chats/chat-message';

const AskPersonDialog = dynamic(whenReachable(() => import('./ask-person-dialog').then((module) => module.AskPersonDialog)), { ssr: false });

/** Opens the dialog that puts a question to the people of the team; `quiet` among the other actions of an answer. */
export function AskPersonButton(props: { messageId: string; question: string; quiet?: boolean; onAsked: (asked: AskedPerson) => void }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button {...(props.quiet && { variant: 'ghost', size: 'small', className: 'h-8' })} aria-haspopup="dialog" onClick={() => setOpen(true)}>
        <UserRound aria-hidden /> Ask a person
      </Button>
      {open && <AskPersonDialog messageId={props.messageId} question={props.question} onAsked={props.onAsked} onClose={() => setOpen(false)} />}
    </>
  );
}
