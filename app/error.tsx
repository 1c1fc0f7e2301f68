'use client';

import { ErrorState } from '@/components/ui/error-state';

export default function PageError({ error }: { error: Error & { digest?: string } }) {
  return (
    <main>
      <ErrorState title="This page could not be shown" message="Something went wrong on the server. Please try again in a moment." requestId={error.digest} onRetry={() => window.location.reload()} />
    </main>
  );
}
