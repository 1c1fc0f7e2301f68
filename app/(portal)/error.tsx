'use client';

import { ErrorState } from '@/components/ui/error-state';

export default function PortalError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return <ErrorState title="This page could not be shown" message="Something went wrong on the server. Nothing that you wrote or uploaded is lost." requestId={error.digest} onRetry={reset} />;
}
