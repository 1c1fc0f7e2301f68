'use client';

import './globals.css';
import { ErrorState } from '@/components/ui/error-state';

/** Stands in when even the root layout failed. */
export default function GlobalError({ error }: { error: Error & { digest?: string } }) {
  return (
    <html lang="en">
      <body>
        <main>
          <ErrorState title="The portal could not be shown" message="Something went wrong on the server. Please try again in a moment." requestId={error.digest} onRetry={() => window.location.reload()} />
        </main>
      </body>
    </html>
  );
}
