import type { Step } from '@/lib/chats/chat-message';

/** One line that tells the truth about what is being done right now. */
export function LiveStep({ step }: { step: Step | undefined }) {
  return (
    <p className="flex items-center gap-2 text-muted">
      <span aria-hidden className="size-1.5 animate-pulse rounded-full bg-muted" />
      {step?.label ?? 'Sending your question'}
    </p>
  );
}
