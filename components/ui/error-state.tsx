'use client';

import { Button } from './button';

/** A view that could not be filled: what happened, a way to try again, and the id that finds it in the server's log. */
export function ErrorState(props: { title?: string; message: string; requestId?: string; onRetry?: () => void }) {
  return (
    <div role="alert" className="flex flex-col items-center gap-2 px-4 py-16 text-center">
      <h2 className="font-semibold">{props.title ?? 'This could not be loaded'}</h2>
      <p className="max-w-md text-muted">{props.message}</p>
      {props.onRetry && (
        <Button className="mt-3" onClick={props.onRetry}>
          Try again
        </Button>
      )}
      {props.requestId && <p className="mt-2 font-mono text-xs text-muted">Request {props.requestId}</p>}
    </div>
  );
}
