'use client';

import { useRef } from 'react';
import type { ReaderPlace } from '@/components/reader/reader-place';
import { useJson } from '@/components/retrieval/use-json';
import { openReader } from '@/components/shell/reader-address';
import { ErrorState } from '@/components/ui/error-state';
import { SideSheet } from '@/components/ui/side-sheet';
import { Skeleton } from '@/components/ui/skeleton';
import type { Making } from '@/lib/explain/making';
import { duration, priceOf } from './amounts';
import { MakingSteps } from './making-steps';
import { ReceiptTable } from './receipt-table';

type MakingPanelProps = {
  messageId: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Gives the focus back. */
  onClosed: () => void;
};

/** How an answer was made: the chain of its steps, and what it cost. */
export function MakingPanel(props: MakingPanelProps) {
  const chosen = useRef<ReaderPlace>(undefined);
  const closed = () => {
    props.onClosed();
    // Only now: the reader gives the focus back to where it was when it opened.
    if (chosen.current) openReader(chosen.current);
    chosen.current = undefined;
  };
  const choose = (place: ReaderPlace) => {
    chosen.current = place;
    props.onOpenChange(false);
  };
  const made = useJson<Making>(props.open ? `/api/messages/${props.messageId}/making` : undefined);
  return (
    <SideSheet open={props.open} onOpenChange={props.onOpenChange} onClosed={closed} title="How this answer was made" description={made.state === 'ready' ? summary(made.answer) : undefined}>
      {made.state === 'loading' && (
        <div aria-busy className="flex flex-col gap-6">
          {[0, 1, 2, 3].map((step) => (
            <div key={step} className="flex flex-col gap-2">
              <Skeleton className="w-1/3" />
              <Skeleton className="w-full" />
              <Skeleton className="w-4/5" />
            </div>
          ))}
        </div>
      )}
      {made.state === 'failed' && <ErrorState message={made.message} requestId={made.requestId} onRetry={made.retry} />}
      {made.state === 'ready' && (
        <>
          <MakingSteps made={made.answer} onSource={choose} />
          <ReceiptTable made={made.answer} />
        </>
      )}
    </SideSheet>
  );
}

function summary({ milliseconds, receipt }: Making): string {
  const tokens = receipt.inputTokens + receipt.outputTokens;
  const parts = [milliseconds === undefined ? 'still being written' : duration(milliseconds), `${tokens.toLocaleString('en')} tokens`, receipt.lines.length === 0 ? 'price not kept' : costs(priceOf(receipt))];
  return parts.join(' · ');
}

function costs(price: string): string {
  return price === 'nothing' ? 'costs nothing' : price;
}
