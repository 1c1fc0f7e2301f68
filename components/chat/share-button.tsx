'use client';

import { Share2 } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { whenReachable } from '@/components/shell/reachability';
import { Button } from '@/components/ui/button';

const ShareDialog = dynamic(whenReachable(() => import('./share-dialog').then((module) => module.ShareDialog)), { ssr: false });

/** Opens the dialog about a chat's link; with `through`, for the chat as far as that answer. */
export function ShareButton({ chatId, through, disabled }: { chatId: string; through?: string; disabled?: boolean }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="ghost" size="small" className="h-8" disabled={disabled} onClick={() => setOpen(true)}>
        <Share2 aria-hidden /> Share
      </Button>
      {open && <ShareDialog chatId={chatId} through={through} onClose={() => setOpen(false)} />}
    </>
  );
}
