'use client';

import { ErrorState } from '@/components/ui/error-state';

export default function PortalError({ error }: { error: Error & { digest?: string } }) {
  return <ErrorState title="This page could not be shown" message="Something went wrong on the server. Nothing that you wrote or uploaded is lost." requestId={error.digest} onRetry={() => window.location.reload()} />;
}
