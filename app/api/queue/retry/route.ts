import { route } from '@/lib/http/route';
import { retryFailed } from '@/lib/queue/retry-failed';

/** Has the team's failed documents read again that another try may read. */
export const POST = route('editor', async ({ viewer }) => Response.json(await retryFailed(viewer), { status: 202 }));
