'use client';

import { useJson } from '@/components/retrieval/use-json';
import { ErrorState } from '@/components/ui/error-state';
import { SideSheet } from '@/components/ui/side-sheet';
import { Skeleton } from '@/components/ui/skeleton';
import type { Making } from '@/lib/explain/making';
import { duration, priceOf } from './amounts';
import { MakingSteps } from './making-steps';
import { ReceiptTable } from './receipt-table';

/** How an answer was made: the chain of its steps, and what it cost. */
export function MakingPanel(props: { messageId: string; open: boolean; onOpenChange: (open: boolean) => void }) {
  const made = useJson<Making>(props.open ? `/api/messages/${props.messageId}/making` : undefined);
  return (
    <SideSheet open={props.open} onOpenChange={props.onOpenChange} title="How this answer was made" description={made.state === 'ready' ? summary(made.answer) : undefined}>
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
          <MakingSteps made={made.answer} onLeave={() => props.onOpenChange(false)} />
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
