'use client';

import { Route } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useRef, useState } from 'react';
import { whenReachable } from '@/components/shell/reachability';
import { Button } from '@/components/ui/button';

const MakingPanel = dynamic(whenReachable(() => import('@/components/making/making-panel').then((module) => module.MakingPanel)), { ssr: false });

/** Opens how an answer was made. The panel is loaded when it is first wanted. */
export function HowMade({ messageId }: { messageId: string }) {
  const [open, setOpen] = useState<boolean>();
  const opener = useRef<HTMLButtonElement>(null);
  return (
    <>
      <Button ref={opener} variant="ghost" size="small" className="h-8" aria-haspopup="dialog" aria-expanded={open ?? false} onClick={() => setOpen(true)}>
        <Route aria-hidden /> How this was made
      </Button>
      {open !== undefined && <MakingPanel messageId={messageId} open={open} onOpenChange={setOpen} onClosed={() => opener.current?.focus()} />}
    </>
  );
}
