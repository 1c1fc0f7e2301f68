'use client';

import './globals.css';
import { ErrorState } from '@/components/ui/error-state';

/** Stands in when even the root layout failed. */
export default function GlobalError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <html lang="en">
      <body>
        <main>
          <ErrorState title="The portal could not be shown" message="Something went wrong on the server. Please try again in a moment." requestId={error.digest} onRetry={reset} />
        </main>
      </body>
    </html>
  );
}
